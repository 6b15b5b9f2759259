import * as vscode from "vscode";
import { localHost } from "../../core/launch/hostName.js";
import { isOver } from "../../core/launch/jobState.js";
import type { JobView } from "../../protocol/jobs/jobView.js";
import { clip } from "../tree/clip.js";
import { t } from "../t.js";
import type { JobServices } from "./jobServices.js";

/** Takes a job out of the tree after a question. Nothing is deleted, neither there nor here, and nothing is stopped. */
export async function forgetJob({ jobs, jobsTree }: JobServices, job: JobView): Promise<void> {
  const forget = t("Forget");
  const question = t("Forget {0} on {1}?", clip(job.name, 80), job.host);
  const stays = t("Its run folder on the host stays: {0}", job.runFolder);
  const here =
    job.localFolder === null || job.host === localHost ? "" : t("What was pulled stays: {0}", job.localFolder);
  const goesOn = isOver(job.state) ? "" : t("It is not stopped by this.");
  const detail = [goesOn, stays, here].filter(line => line !== "").join("\n");
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, forget)) !== forget) return;
  await jobs.forget(job);
  jobsTree.refresh();
}
