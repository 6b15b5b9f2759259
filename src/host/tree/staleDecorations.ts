import * as vscode from "vscode";
import type { TreeNode } from "../../protocol/treeNode.js";

const scheme = "loupe-stale";

/** The resource of an item that is shown in grey: a step of a dead branch. Nothing opens it. */
export function staleResource(node: TreeNode): vscode.Uri | undefined {
  const isStale = node.kind === "step" && node.staleBy !== null;
  return isStale ? vscode.Uri.from({ scheme, path: `/${encodeURIComponent(node.id)}` }) : undefined;
}

/** Draws what is of a dead branch in grey, in every colour theme. */
export function registerStaleDecorations(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: uri =>
      uri.scheme === scheme
        ? new vscode.FileDecoration(undefined, undefined, new vscode.ThemeColor("disabledForeground"))
        : undefined,
  });
}
