import * as vscode from "vscode";
import { t } from "../t.js";

/** A folder that nobody trusts is read only, and nothing of it is sent anywhere. */
export async function requireTrustForBenchmark(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = t("Manage Workspace Trust");
  const sentence = t("Restricted Mode: making a benchmark writes files, and needs a trusted folder.");
  const chosen = await vscode.window.showWarningMessage(sentence, manage);
  if (chosen === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  return false;
}
