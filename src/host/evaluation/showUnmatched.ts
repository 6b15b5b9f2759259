import * as vscode from "vscode";
import { t } from "../t.js";

/** Shows rows of another program's results that are about no question of the benchmark, a line each. */
export async function showUnmatched(rows: readonly string[]): Promise<void> {
  const heading = t("Rows that are about no question of the benchmark: number, and what they say of themselves");
  const content = `${heading}\n\n${rows.join("\n")}\n`;
  const document = await vscode.workspace.openTextDocument({ content, language: "plaintext" });
  await vscode.window.showTextDocument(document, { preview: true });
}
