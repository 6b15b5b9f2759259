import * as vscode from "vscode";
import { dirname } from "node:path";
import { t } from "../t.js";

const mostFound = 50;

/** A folder with questions: the only one of the workspace, or the one that the person picks. Undefined: none was picked. */
export async function pickBenchmark(): Promise<string | undefined> {
  const files = await vscode.workspace.findFiles("**/questions.jsonl", "**/node_modules/**", mostFound);
  const folders = files.filter(({ scheme }) => scheme === "file").map(({ fsPath }) => dirname(fsPath));
  if (folders.length === 1) return folders[0];
  const other = t("Another folder…");
  const items = folders.toSorted().map(folder => ({ label: vscode.workspace.asRelativePath(folder), folder }));
  const picked =
    items.length === 0
      ? { label: other, folder: null }
      : await vscode.window.showQuickPick([...items, { label: other, folder: null }], {
          title: t("Review Questions"),
          placeHolder: t("Which benchmark is reviewed?"),
        });
  if (picked?.folder !== null) return picked?.folder;
  const opened = await vscode.window.showOpenDialog({
    ...{ canSelectFolders: true, canSelectFiles: false },
    openLabel: t("Review"),
    title: t("Folder with questions.jsonl"),
  });
  return opened?.[0]?.fsPath;
}
