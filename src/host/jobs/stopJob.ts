import * as vscode from "vscode";
import type { JobView } from "../../protocol/jobs/jobView.js";
import { clip } from "../tree/clip.js";
import { t } from "../t.js";
import type { JobServices } from "./jobServices.js";
import { showHostFailure } from "./showHostFailure.js";

/** A trainer has so long to save what it has; verl and LLaMA-Factory write checkpoints of many gigabytes. */
const graceSeconds = 120;

/** Stops a job: softly, with time to save; hard, after a question, at once. Says when its host cannot be reached. */
export async function stopJob({ jobs, jobsTree, log }: JobServices, job: JobView, isHard: boolean): Promise<void> {
  const name = clip(job.name, 80);
  if (isHard && !(await isSure(job))) return;
  const title = isHard ? t("Ending {0} at once", name) : t("Stopping {0}", name);
  const stopping = () => jobs.stop(job, { isHard, graceSeconds: isHard ? 0 : graceSeconds });
  const answer = await vscode.window.withProgress({ location: { viewId: "loupe.jobs" }, title }, stopping);
  jobsTree.refresh();
  if (answer.kind === "reached") {
    log.info("stopped", { host: job.host, run: job.runId, isHard, state: answer.value.state });
    return;
  }
  showHostFailure(job.host, answer.failure, log);
}

async function isSure(job: JobView): Promise<boolean> {
  const end = t("End at Once");
  const detail = t("Its processes are killed: what was not saved since the last checkpoint is lost.");
  const question = t("End {0} on {1} at once?", clip(job.name, 80), job.host);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, end)) === end;
}
