import * as vscode from "vscode";
import { t } from "../t.js";
import type { Secrets } from "./secrets.js";

/** Asks for the value of a secret, hidden while it is typed, and keeps it; null: the person gave up. */
export async function askSecret(name: string, secrets: Secrets): Promise<string | null> {
  const value = await vscode.window.showInputBox({
    title: t("Value of {0}", name),
    prompt: t("Kept in VS Code’s secret storage; a launch sends it to a file that is deleted when the run starts."),
    password: true,
    ignoreFocusOut: true,
    validateInput: text => (text === "" || text.includes("\0") ? t("A secret cannot be empty.") : null),
  });
  if (value === undefined) return null;
  await secrets.set(name, value);
  return value;
}
