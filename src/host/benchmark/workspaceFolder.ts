import * as vscode from "vscode";

/** The first opened folder that lies on this machine; null without one. */
export function workspaceFolder(): vscode.Uri | null {
  return vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file")?.uri ?? null;
}
