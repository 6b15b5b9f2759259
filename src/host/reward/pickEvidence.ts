import { basename } from "node:path";
import * as vscode from "vscode";
import type { Alarm } from "../../protocol/reward/curvesApi.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import { t } from "../t.js";
import { alarmSentences } from "./alarmSentences.js";

interface EvidenceItem extends vscode.QuickPickItem {
  readonly ref: RolloutRef | null;
}

/** What the person wants to see of an alarm: one of its rollouts, or its curve in the strategies view. */
export type EvidenceChoice = { readonly kind: "rollout"; readonly ref: RolloutRef } | { readonly kind: "curve" };

/** Lists the rollouts that show an alarm best, and its curve. */
export async function pickEvidence(alarm: Alarm): Promise<EvidenceChoice | undefined> {
  const curve: EvidenceItem = { ref: null, label: t("$(graph-line) Show the curve") };
  const rollouts = alarm.evidence.map((ref): EvidenceItem => ({
    ref,
    label: t("Row {0} of {1}", ref.row, basename(ref.file)),
  }));
  const separator = { label: t("Rollouts"), kind: vscode.QuickPickItemKind.Separator, ref: null };
  const chosen = await vscode.window.showQuickPick([curve, separator, ...rollouts], {
    title: alarmSentences.name(alarm, t),
    placeHolder: alarmSentences.found(alarm, t),
  });
  if (chosen === undefined) return undefined;
  return chosen.ref === null ? { kind: "curve" } : { kind: "rollout", ref: chosen.ref };
}
