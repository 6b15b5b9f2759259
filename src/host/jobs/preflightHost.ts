import * as vscode from "vscode";
import { t } from "../t.js";
import type { JobServices } from "./jobServices.js";
import { showHostFailure } from "./showHostFailure.js";
import { showPreflight } from "./showPreflight.js";

/** Asks a host what it is like and lists what was found. True when it answered. */
export async function preflightHost({ launchFlow, log }: JobServices, host: string): Promise<boolean> {
  const options = { location: vscode.ProgressLocation.Notification, title: t("Preflight of {0}", host) };
  const answer = await vscode.window.withProgress(options, () => launchFlow.preflight(host, null));
  if (answer.kind === "unreachable") {
    showHostFailure(host, answer.failure, log);
    return false;
  }
  await showPreflight(host, launchFlow.judge(answer.value));
  return true;
}
