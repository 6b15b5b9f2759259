import * as vscode from "vscode";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { TreeNode } from "../../protocol/treeNode.js";
import type { OpenTree } from "../openTree.js";
import type { RunsWorker } from "../runsWorker.js";
import type { RunsTree } from "./runsTree.js";
import { registerNodeDecorations } from "./nodeDecorations.js";

/** Between two tries to select an item, in milliseconds, and how many there are: a busy window reads its items anew so long. */
const pause = 100;
const tries = 50;

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
    await this.select(id, isAsked);
  }

  dispose(): void {
    this.listener.dispose();
    this.decorations.dispose();
    this.selected.dispose();
    this.view.dispose();
  }

  /**
   * Selects an item. While VS Code reads items anew, as it does again and again of a run that grows, it knows none below
   * them, and selects nothing or fails; it does not say when it has read them. So it is asked until the item is selected,
   * is listed no more, or another one is to be selected.
   */
  private async select(id: string, isAsked: boolean): Promise<void> {
    let failure: unknown = null;
    for (let tried = 0; tried < tries; tried++) {
      try {
        await this.view.reveal(id, { select: true, focus: isAsked, expand: false });
        if (this.view.selection[0] === id) return;
      } catch (error) {
        failure = error;
      }
      if (!(await this.isListed(id))) {
        this.log.debug("the row has no item in the tree", id);
        return;
      }
      await new Promise(resolve => setTimeout(resolve, pause));
      if (this.revealed !== id || (!this.view.visible && !isAsked)) return;
    }
    this.log.warn("the item could not be selected in the tree", id, String(failure));
  }

  /** Whether an item stands in its parent's list, as the filters are now. */
  private async isListed(id: string): Promise<boolean> {
    const parent = (await this.tree.getParent(id)) ?? null;
    const api = await this.worker.api();
    return (await api.children({ id: parent, query: this.tree.queryOf(parent) })).some(node => node.id === id);
  }

  private async callItem(row: string, call: number): Promise<string | undefined> {
    const api = await this.worker.api();
    const calls = await api.children({ id: row, query: this.tree.queryOf(row) });
    return calls.find(node => node.kind === "zoomCall" && node.call === call)?.id;
  }
}
