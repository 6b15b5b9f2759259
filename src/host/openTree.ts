import * as vscode from "vscode";

/** A tree view by its id: one that the window holds already, which then shows what `provider` gives, or a new one. */
export type OpenTree = <Node>(id: string, provider: vscode.TreeDataProvider<Node>) => vscode.TreeView<Node>;

/** What VS Code is told of a tree when it is made, and never again. */
const options: Readonly<Record<string, { readonly showCollapseAll?: true; readonly canSelectMany?: true }>> = {
  "loupe.runs": { showCollapseAll: true, canSelectMany: true },
  "loupe.search": { showCollapseAll: true },
};

/** Makes a tree view. */
export const openTree: OpenTree = (id, provider) =>
  vscode.window.createTreeView(id, { ...(Object.hasOwn(options, id) ? options[id] : {}), treeDataProvider: provider });
