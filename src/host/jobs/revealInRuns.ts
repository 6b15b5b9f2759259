import * as vscode from "vscode";
import type { JobView } from "../../protocol/jobs/jobView.js";
import { clip } from "../tree/clip.js";
import { t } from "../t.js";
import type { JobServices } from "./jobServices.js";
import { runOfFolder } from "./runOfFolder.js";

/** How long the Runs tree may take to find a folder that it was just given. */
const findMilliseconds = 10_000;
const lookMilliseconds = 250;

/** Selects a job's run in the Runs tree, where it is as long as the job is known. */
export async function revealInRuns({ worker, runsView }: JobServices, job: JobView): Promise<void> {
  const { localFolder } = job;
  const end = Date.now() + findMilliseconds;
  const find = () => (localFolder === null ? null : runOfFolder(worker, localFolder));
  let run = await find();
  while (localFolder !== null && run === null && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, lookMilliseconds));
    run = await find();
  }
  if (run === null) {
    void vscode.window.showInformationMessage(t("{0} has written no rollouts or metrics yet.", clip(job.name, 80)));
    return;
  }
  await runsView.view.reveal(run.id, { select: true, focus: true, expand: true });
}
