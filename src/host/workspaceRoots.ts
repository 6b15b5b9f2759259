import * as vscode from "vscode";

/** The opened folders on this machine, absolute. Those of a virtual workspace have no path here and are left out. */
export const workspaceRoots = (): readonly string[] =>
  (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file").map(({ uri }) => uri.fsPath);
