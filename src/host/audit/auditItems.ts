import * as vscode from "vscode";
import type { SuspectTarget } from "../../protocol/reward/auditApi.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import { formatCount } from "../tree/formatCount.js";
import { formatDecimal } from "../tree/formatDecimal.js";
import { t } from "../t.js";
import { spanSentence } from "./auditSentence.js";
import type { AuditedScope } from "./audits.js";
import { causeSentences } from "./differenceSentence.js";

/** A line of what the audits found. */
export interface AuditItem extends vscode.QuickPickItem {
  readonly action:
    { readonly kind: "none" } | { readonly kind: "differing" } | { readonly kind: "rollout"; readonly ref: RolloutRef };
}

const line = (label: string, description: string, action: AuditItem["action"]): AuditItem => ({
  ...{ label, description, action },
});
const heading = (label: string): AuditItem => ({
  ...{ label, kind: vscode.QuickPickItemKind.Separator, action: { kind: "none" } },
});

function suspectItem({ question, kind, agreement, withTarget, refs }: SuspectTarget): AuditItem {
  const [own, other] = [formatDecimal(agreement), formatDecimal(withTarget)];
  const words =
    kind === "box"
      ? t("{0} rollouts look at one place: IoU {1} with each other, {2} with the target", refs.length, own, other)
      : t("{0} rollouts give one answer; the share that gives the expected one is {1}", refs.length, other);
  const [first] = refs;
  return line(question, words, first === undefined ? { kind: "none" } : { kind: "rollout", ref: first });
}

/** Questions whose rollouts agree with each other and not with the dataset. Choosing one opens its first rollout. */
export function suspectItems(audited: readonly AuditedScope[]): readonly AuditItem[] {
  const suspects = audited.flatMap(({ summary }) => summary.suspects);
  return suspects.length === 0 ? [] : [heading(t("Suspect targets")), ...suspects.map(suspectItem)];
}

function scopeItems({ summary }: AuditedScope): readonly AuditItem[] {
  const spans = summary.spans.map(span => {
    const fits = span.alsoFits.length === 0 ? "" : t("cannot be told from {0}", span.alsoFits.join(", "));
    const agree = t("{0} of {1} totals agree", formatCount(span.agreeing), formatCount(span.compared));
    const parts = span.byLoggedParts === 0 ? "" : t("{0} by the logged parts alone", formatCount(span.byLoggedParts));
    const left = span.notFinite === 0 ? "" : t("{0} NaN or infinite, not compared", formatCount(span.notFinite));
    const words = [agree, parts, left, fits].filter(text => text !== "");
    return line(spanSentence(span), words.join("; "), { kind: "none" });
  });
  const causes = summary.causes.map(({ codes, rollouts }) =>
    line(causeSentences(codes), t("{0} rollouts", formatCount(rollouts)), { kind: "differing" }),
  );
  return [...spans, ...causes];
}

/** Everything that the audits found: rules and their changes, causes, suspect targets. */
export function auditItems(audited: readonly AuditedScope[]): readonly AuditItem[] {
  const scopes = audited.flatMap(scope => {
    const { set, summary } = scope;
    const name = set.run.replace(/^.*[/\\]/, "");
    const of = t("{0} of {1} differ", formatCount(summary.differing), formatCount(summary.rollouts));
    const phase = set.phase === "training" ? t("Training") : t("Validation");
    return [heading(`${name} · ${phase} · ${of}`), ...scopeItems(scope)];
  });
  return [...scopes, ...suspectItems(audited)];
}
