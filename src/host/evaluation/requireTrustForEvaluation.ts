import * as vscode from "vscode";
import { t } from "../t.js";

/** Nothing of a folder that nobody trusts is sent anywhere. */
export async function requireTrustForEvaluation(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = t("Manage Workspace Trust");
  const sentence = t("Restricted Mode: an evaluation sends pages to an endpoint, and needs a trusted folder.");
  const chosen = await vscode.window.showWarningMessage(sentence, manage);
  if (chosen === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  return false;
}
