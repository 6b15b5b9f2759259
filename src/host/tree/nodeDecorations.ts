import * as vscode from "vscode";
import type { TreeNode } from "../../protocol/treeNode.js";
import { t } from "../t.js";
import { decorationFace, nodeMark } from "./nodeMark.js";

const scheme = "loupe-node";

/** The resource by which VS Code asks for an item's decoration; undefined for one that has none. Nothing opens it. */
export function nodeResource(node: TreeNode): vscode.Uri | undefined {
  const mark = nodeMark(node);
  return mark === null ? undefined : vscode.Uri.from({ scheme, path: `/${encodeURIComponent(node.id)}`, query: mark });
}

/** Draws steps of a dead branch in grey and marks groups without spread, in every colour theme. */
export function registerNodeDecorations(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: uri => {
      const face = uri.scheme === scheme ? decorationFace(uri.query, t) : null;
      if (face === null) return undefined;
      const { badge, tooltip, color } = face;
      return new vscode.FileDecoration(badge ?? undefined, tooltip ?? undefined, new vscode.ThemeColor(color));
    },
  });
}
