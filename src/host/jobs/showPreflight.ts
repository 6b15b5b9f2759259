import * as vscode from "vscode";
import type { Finding } from "../../core/launch/finding.js";
import { t } from "../t.js";
import { findingIcons } from "./findingIcons.js";
import { findingSentence } from "./findingSentence.js";

/** What a preflight found on a host, as a list to read. */
export async function showPreflight(host: string, findings: readonly Finding[]): Promise<void> {
  const items = findings.map(finding => item(findingIcons[finding.level], findingSentence(finding, t)));
  const nothing = [item("check", t("{0} answers, and nothing speaks against a launch.", host))];
  const title = t("Preflight of {0}", host);
  const chosen = await vscode.window.showQuickPick(items.length === 0 ? nothing : items, { title });
  // The list cuts long sentences.
  if (chosen !== undefined) void vscode.window.showInformationMessage(chosen.label);
}

const item = (icon: string, label: string) => ({ label, iconPath: new vscode.ThemeIcon(icon) });
