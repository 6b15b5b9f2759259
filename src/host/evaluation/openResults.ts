import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import * as vscode from "vscode";
import { evaluationPaths } from "../../node/evaluation/evaluationPaths.js";
import { runOfFolder } from "../jobs/runOfFolder.js";
import { untilListed } from "../simulate/untilListed.js";
import { t } from "../t.js";
import { clip } from "../tree/clip.js";
import type { EvaluationServices } from "./evaluationServices.js";

/** How long the Runs tree may take to find a folder that was written just now. */
const patience = { milliseconds: 10_000, lookMilliseconds: 250 } as const;

/** The dump of the last step; null: there is none yet. */
async function lastDump(folder: string): Promise<string | null> {
  const { rollouts } = evaluationPaths(folder);
  const names = await readdir(rollouts).catch(() => []);
  const steps = names.flatMap(name => (/^\d+\.jsonl$/.test(name) ? [Number.parseInt(name, 10)] : []));
  return steps.length === 0 ? null : join(rollouts, `${String(Math.max(...steps))}.jsonl`);
}

/** Selects an evaluation in the Runs tree, unfolded, and shows its first attempt in the rollout view. */
export async function openResults(
  { worker, runsView, panels }: Pick<EvaluationServices, "worker" | "runsView" | "panels">,
  folder: string,
): Promise<void> {
  const file = await lastDump(folder);
  const api = await worker.api();
  const found = async () => (await runOfFolder(worker, folder)) ?? (await api.refresh(null), null);
  const run = file === null ? null : await untilListed(found, { ...patience, end: new AbortController().signal });
  if (file === null || run === null) {
    void vscode.window.showInformationMessage(t("{0} has no answers yet.", clip(basename(folder), 80)));
    return;
  }
  await runsView.view.reveal(run.id, { select: true, focus: true, expand: 2 });
  const first = { file, row: 0 };
  if ((await api.path({ ref: first })).length > 0) await panels.open(first);
}
