import * as vscode from "vscode";
import type { JobView } from "../../protocol/jobs/jobView.js";
import { t } from "../t.js";
import { workspaceSettings } from "../workspaceSettings.js";
import type { JobServices } from "./jobServices.js";
import { revealInRuns } from "./revealInRuns.js";
import { showHostFailure } from "./showHostFailure.js";

/**
 * Brings a job's run folder up to date and makes it one of the run folders, so that it stays in the Runs tree when the
 * job is forgotten; then selects it there.
 */
export async function openJobFolder(services: JobServices, job: JobView): Promise<void> {
  const { jobs, log } = services;
  const title = t("Pulling from {0}", job.host);
  const pull = () => jobs.pull(job);
  const answer = await vscode.window.withProgress({ location: { viewId: "loupe.jobs" }, title }, pull);
  if (answer.kind === "unreachable") {
    showHostFailure(job.host, answer.failure, log);
  }
  // What was pulled before is there all the same.
  const known = answer.kind === "reached" ? answer.value : job;
  if (known.localFolder === null || !(await workspaceSettings.addPaths("runFolders", [known.localFolder]))) return;
  await revealInRuns(services, known);
}
