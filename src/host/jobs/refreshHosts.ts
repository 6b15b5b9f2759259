import * as vscode from "vscode";
import { t } from "../t.js";
import type { JobServices } from "./jobServices.js";
import { showHostFailure } from "./showHostFailure.js";

/**
 * Asks hosts now, also for runs that this machine does not know: a lost laptop loses nothing. Of a single host that does
 * not answer the reason is shown; of several the tree tells it.
 */
export async function refreshHosts({ jobs, jobsTree, log }: JobServices, hosts: readonly string[]): Promise<void> {
  const ask = async (host: string) => {
    const answer = await jobs.refresh(host, { adopt: true });
    jobsTree.setFailure(host, answer.kind === "reached" ? null : answer.failure);
    if (answer.kind === "reached") return;
    if (hosts.length === 1) showHostFailure(host, answer.failure, log);
  };
  const options = { location: { viewId: "loupe.jobs" }, title: t("Asking the hosts") };
  await vscode.window.withProgress(options, () => Promise.all(hosts.map(ask)));
}
