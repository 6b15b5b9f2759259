import * as vscode from "vscode";
import { t } from "./t.js";

const openedFolder = () => vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file")?.uri;

/** Asks for paths in VS Code's own dialog; empty when it was closed. */
export const pickPaths = {
  folders: (title: string) => ask({ title, canSelectFolders: true, canSelectFiles: false }),
  datasets: (title: string) =>
    ask({
      title,
      canSelectFolders: false,
      canSelectFiles: true,
      filters: { [t("Datasets")]: ["jsonl", "json", "parquet"], [t("All files")]: ["*"] },
    }),
} as const;

async function ask(options: vscode.OpenDialogOptions): Promise<readonly string[]> {
  const defaultUri = openedFolder();
  const chosen = await vscode.window.showOpenDialog({
    openLabel: t("Add"),
    canSelectMany: true,
    ...options,
    ...(defaultUri === undefined ? {} : { defaultUri }),
  });
  return (chosen ?? []).filter(({ scheme }) => scheme === "file").map(({ fsPath }) => fsPath);
}
