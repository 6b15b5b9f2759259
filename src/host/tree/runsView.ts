import * as vscode from "vscode";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { TreeNode } from "../../protocol/treeNode.js";
import type { OpenTree } from "../openTree.js";
import type { RunsWorker } from "../runsWorker.js";
import type { RunsTree } from "./runsTree.js";
import { registerNodeDecorations } from "./nodeDecorations.js";

interface Parts {
  readonly log: vscode.LogOutputChannel;
  readonly trees: OpenTree;
}

/** The tree view in the side bar: its selection, and revealing a row in it. */
export class RunsView implements vscode.Disposable {
  readonly view: vscode.TreeView<string>;
  private readonly selected = new vscode.EventEmitter<TreeNode>();
  /** Fires when a person selects an item; not for what `reveal` selected. */
  readonly onDidSelect = this.selected.event;
  private revealed: string | null = null;
  private readonly listener: vscode.Disposable;
  private readonly decorations = registerNodeDecorations();

  private readonly tree: RunsTree;
  private readonly worker: RunsWorker;
  private readonly log: vscode.LogOutputChannel;

  constructor(tree: RunsTree, worker: RunsWorker, { log, trees }: Parts) {
    this.tree = tree;
    this.worker = worker;
    this.log = log;
    this.view = trees("loupe.runs", tree);
    this.listener = this.view.onDidChangeSelection(({ selection: [id] }) => {
      if (id === undefined || id === this.revealed) return;
      this.revealed = null;
      tree.nodeOf(id).then(
        node => {
          if (node !== null) this.selected.fire(node);
        },
        (error: unknown) => log.error("the selected item could not be read", String(error)),
      );
    });
  }

  /** The selected node, or null. */
  async selection(): Promise<TreeNode | null> {
    const [id] = this.view.selection;
    return id === undefined ? null : this.tree.nodeOf(id);
  }

  /**
   * Selects the item of a row, or of one of its zoom calls, where the tree is shown; `isAsked` shows the tree first.
   * A row that the filters leave out has no item: then nothing is selected.
   */
  async reveal(ref: RolloutRef, call: number | null, isAsked = false): Promise<void> {
    if (!this.view.visible && !isAsked) return;
    const api = await this.worker.api();
    const row = (await api.path({ ref })).at(-1);
    if (row === undefined) return;
    const id = (call === null ? undefined : await this.callItem(row, call)) ?? row;
    if (this.view.selection[0] === id && !isAsked) return;
    this.revealed = id;
    try {
      await this.view.reveal(id, { select: true, focus: isAsked, expand: false });
    } catch (error) {
      this.log.debug("the row has no item in the tree", String(error));
    }
  }

  dispose(): void {
    this.listener.dispose();
    this.decorations.dispose();
    this.selected.dispose();
    this.view.dispose();
  }

  private async callItem(row: string, call: number): Promise<string | undefined> {
    const api = await this.worker.api();
    const calls = await api.children({ id: row, query: this.tree.queryOf(row) });
    return calls.find(node => node.kind === "zoomCall" && node.call === call)?.id;
  }
}
