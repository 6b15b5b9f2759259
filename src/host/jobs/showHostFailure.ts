import * as vscode from "vscode";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import { t } from "../t.js";
import { failureSentence } from "./failureSentence.js";
import { needsTerminal } from "./needsTerminal.js";
import { openSshTerminal } from "./openSshTerminal.js";

/**
 * Says why a host did not answer, with what helps one click away: a terminal where ssh needs a person, else the log.
 * Nobody waits for the answer: a notification may stay for hours.
 */
export function showHostFailure(host: string, failure: HostFailure, log: vscode.LogOutputChannel): void {
  log.warn(`${host} did not answer: ${failure.kind}`, failure.detail);
  ask(host, failure, log).catch((error: unknown) => log.error("a notification failed", String(error)));
}

async function ask(host: string, failure: HostFailure, log: vscode.LogOutputChannel): Promise<void> {
  const terminal = t("Open Terminal: ssh {0}", host);
  const showLog = t("Show Log");
  const actions = needsTerminal(failure.kind) ? [terminal, showLog] : [showLog];
  const chosen = await vscode.window.showErrorMessage(failureSentence(failure, host, t), ...actions);
  if (chosen === terminal) openSshTerminal(host);
  if (chosen === showLog) log.show();
}
