import * as vscode from "vscode";
import { openTree } from "../openTree.js";

/**
 * A tree view that is there before what it shows: who looks at it wakes the product, and the product shows its own tree in
 * it. VS Code can take a view from one tree to another, but does not find the other's items in it again.
 */
export class HeldTree implements vscode.TreeDataProvider<unknown>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<unknown>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<unknown>;
  private readonly wake: () => Promise<void>;
  private shown: vscode.TreeDataProvider<unknown> | null = null;
  private listening: vscode.Disposable | undefined;

  constructor(id: string, wake: () => Promise<void>) {
    this.wake = wake;
    this.view = openTree<unknown>(id, this);
  }

  /** Shows a tree from now on. The view is its own: whoever shows it disposes it. */
  show<Node>(provider: vscode.TreeDataProvider<Node>): vscode.TreeView<Node> {
    this.shown = provider;
    this.listening = provider.onDidChangeTreeData?.(change => this.changed.fire(change));
    this.changed.fire(undefined);
    return this.view as vscode.TreeView<Node>;
  }

  async getChildren(node?: unknown): Promise<unknown[]> {
    if (this.shown === null) await this.wake();
    return (await this.shown?.getChildren(node)) ?? [];
  }

  getTreeItem(node: unknown): vscode.TreeItem | Thenable<vscode.TreeItem> {
    return this.shown?.getTreeItem(node) ?? new vscode.TreeItem("");
  }

  getParent(node: unknown): unknown {
    return this.shown?.getParent?.(node);
  }

  resolveTreeItem(
    item: vscode.TreeItem,
    node: unknown,
    token: vscode.CancellationToken,
  ): vscode.ProviderResult<vscode.TreeItem> {
    return this.shown?.resolveTreeItem?.(item, node, token) ?? item;
  }

  dispose(): void {
    this.listening?.dispose();
    this.changed.dispose();
    this.view.dispose();
  }
}
