import * as vscode from "vscode";
import { t } from "../t.js";

/** Launching runs what a configuration says: never what a folder brings along that nobody trusts. */
export async function requireTrust(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = t("Manage Workspace Trust");
  const sentence = t("Restricted Mode: launching needs a trusted folder.");
  const chosen = await vscode.window.showWarningMessage(sentence, manage);
  if (chosen === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  return false;
}
