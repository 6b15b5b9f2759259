import * as vscode from "vscode";
import type { Finding } from "../../core/launch/finding.js";
import { t } from "../t.js";
import { findingSentence } from "./findingSentence.js";

const icons = { error: "error", warning: "warning", note: "info", good: "check" } as const;

/** What a preflight found on a host, as a list to read. */
export async function showPreflight(host: string, findings: readonly Finding[]): Promise<void> {
  const items = findings.map(finding => ({ label: `$(${icons[finding.level]}) ${findingSentence(finding, t)}` }));
  const nothing = [{ label: `$(check) ${t("{0} answers, and nothing speaks against a launch.", host)}` }];
  await vscode.window.showQuickPick(items.length === 0 ? nothing : items, { title: t("Preflight of {0}", host) });
}
