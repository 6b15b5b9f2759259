import { join } from "node:path";
import * as vscode from "vscode";
import { t } from "../t.js";

/** Runs and comparisons lie together in the opened folder. */
const name = "miniature";

const openedFolder = () => vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file")?.uri;

/** Where miniatures are written to: in the first folder that is opened and is on this machine; null without one. */
export function miniatureFolder(): string | null {
  const opened = openedFolder();
  return opened === undefined ? null : join(opened.fsPath, name);
}

/** Asks for a folder in VS Code's own dialog; null: none was chosen. */
export async function askFolder(title: string): Promise<string | null> {
  const defaultUri = openedFolder();
  const chosen = await vscode.window.showOpenDialog({
    title,
    canSelectFolders: true,
    canSelectFiles: false,
    openLabel: t("Write Here"),
    ...(defaultUri === undefined ? {} : { defaultUri }),
  });
  const [folder] = (chosen ?? []).filter(({ scheme }) => scheme === "file");
  return folder?.fsPath ?? null;
}
