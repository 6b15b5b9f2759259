import * as vscode from "vscode";
import { writeNodeId } from "../../node/runs/nodeId.js";
import type { Alarm } from "../../protocol/reward/curvesApi.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { ListQuery, SortOrder } from "../../protocol/runsApi.js";
import type { MiniatureLook } from "../../protocol/simulate/miniatureLook.js";
import type { RunNode, StageNode, TreeNode } from "../../protocol/treeNode.js";
import type { ListState } from "../listState.js";
import type { RunsWorker } from "../runsWorker.js";
import type { ShowFailure } from "../showFailure.js";
import { t } from "../t.js";
import { HeldRefreshes } from "./heldRefreshes.js";
import { listChips } from "./listChips.js";
import { NodeCache } from "./nodeCache.js";
import { toTreeItem } from "./toTreeItem.js";

/** What the window lays over a run: the alarms that fire, and that it is a miniature. */
interface RunOverlays {
  readonly alarmsOf: (run: string) => readonly Alarm[];
  readonly miniatureOf: (run: RunNode) => Promise<MiniatureLook | null>;
}

/**
 * The tree of runs over the worker's calls: lazy, one refresh per changed node. Its elements are the nodes' ids, which
 * stay the same from one refresh to the next; so VS Code keeps selection and unfolded items by itself.
 */
export class RunsTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<string[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly rootsRead = new vscode.EventEmitter<readonly TreeNode[]>();
  /** Fires with the list of runs each time it, or one of them, was read. */
  readonly onDidReadRoots = this.rootsRead.event;

  private readonly cache = new NodeCache();
  private readonly stale = new Set<string>();
  private readonly firstUnfolded = new Map<string, boolean>();
  private readonly refreshes = new HeldRefreshes(ids => {
    this.changed.fire(ids.includes(null) ? undefined : ids.filter(id => id !== null));
  });

  private readonly worker: RunsWorker;
  private readonly lists: ListState;
  private readonly isAdded: (path: string) => boolean;
  private readonly overlays: RunOverlays;
  private readonly showFailure: ShowFailure;

  constructor(
    worker: RunsWorker,
    lists: ListState,
    isAdded: (path: string) => boolean,
    overlays: RunOverlays,
    showFailure: ShowFailure,
  ) {
    this.worker = worker;
    this.lists = lists;
    this.isAdded = isAdded;
    this.overlays = overlays;
    this.showFailure = showFailure;
  }

  getChildren(id?: string): Promise<string[]> {
    return this.refreshes.during(() => this.childrenOf(id ?? null));
  }

  getTreeItem(id: string): Promise<vscode.TreeItem> {
    return this.refreshes.during(() => this.itemOf(id));
  }

  async getParent(id: string): Promise<string | undefined> {
    return (await this.nodeOf(id))?.parent ?? undefined;
  }

  /** The node behind an item; asks the worker for one that was not listed yet. Null when it is gone. */
  async nodeOf(id: string): Promise<TreeNode | null> {
    const known = this.cache.get(id);
    if (known !== undefined) return known;
    const api = await this.worker.api();
    return api.node({ id, query: this.queryOf(id) });
  }

  /** Refreshes the given nodes as far as they are shown; null stands for the list of runs. */
  refresh(ids: readonly (string | null)[]): void {
    if (ids.includes(null)) {
      this.refreshes.add([null]);
      return;
    }
    const shown = ids.filter(id => id !== null).filter(id => this.cache.get(id) !== undefined);
    if (shown.length === 0) return;
    for (const id of shown) this.stale.add(id);
    this.refreshes.add(shown);
  }

  /** Shows a run's item anew: what is laid over it has changed, it itself has not. */
  refreshRun(run: string): void {
    const id = writeNodeId(["run", run]);
    if (this.cache.get(id) !== undefined) this.refreshes.add([id]);
  }

  /** The order and filters that hold for a node's children: its own order, else that of the nearest node above. */
  queryOf(id: string | null): ListQuery {
    for (let at: string | null = id; at !== null; at = this.cache.get(at)?.parent ?? null) {
      const order = this.lists.orderOf(at);
      if (order !== null) return this.queryWith(order);
    }
    return this.queryWith(null);
  }

  /** The query of the list that a row stands in, for walking it. */
  async queryAround(ref: RolloutRef): Promise<ListQuery> {
    const api = await this.worker.api();
    const ids = await api.path({ ref });
    const own = ids.findLast(id => this.lists.orderOf(id) !== null);
    return this.queryWith(own === undefined ? null : this.lists.orderOf(own));
  }

  /** What is asked of a list with its own order, or with none: then the window's order holds. */
  private queryWith(order: SortOrder | null): ListQuery {
    const { query } = this.lists;
    return order === null ? query : { ...query, order, sort: "" };
  }

  dispose(): void {
    this.refreshes.dispose();
    this.changed.dispose();
    this.rootsRead.dispose();
  }

  private async childrenOf(parent: string | null): Promise<string[]> {
    try {
      const api = await this.worker.api();
      const nodes = await api.children({ id: parent, query: this.queryOf(parent), isShown: true });
      this.cache.putChildren(parent, nodes);
      for (const node of nodes) this.stale.delete(node.id);
      if (parent === null) this.rootsRead.fire(nodes);
      const ids = nodes.map(node => node.id);
      return parent === null && ids.length > 0 ? [...listChips.shown(this.lists), ...ids] : ids;
    } catch (error) {
      this.showFailure(t("The list could not be read."), error);
      return [];
    }
  }

  private async itemOf(id: string): Promise<vscode.TreeItem> {
    const chip = listChips.item(id, this.lists);
    if (chip !== null) return chip;
    if (this.stale.delete(id)) await this.readAgain(id);
    const node = this.cache.get(id);
    // Gone in the meantime: its parent's refresh takes the item away.
    if (node === undefined) return Object.assign(new vscode.TreeItem(""), { id });
    const shown = node.kind === "run" ? await this.overlaid(node) : node;
    return toTreeItem(shown, {
      isExpanded: this.isUnfoldedAtFirst(node),
      isAdded: node.kind === "run" && this.isAdded(node.path),
    });
  }

  private async overlaid(node: RunNode): Promise<RunNode> {
    const miniature = await this.overlays.miniatureOf(node);
    return { ...node, alarms: this.overlays.alarmsOf(node.path), ...(miniature === null ? {} : { miniature }) };
  }

  private async readAgain(id: string): Promise<void> {
    try {
      const api = await this.worker.api();
      const node = await api.node({ id, query: this.queryOf(id) });
      if (node !== null) this.cache.put(node);
      // A run that grew has another latest step, which the status bar tells.
      if (node?.kind === "run") this.rootsRead.fire(this.cache.childrenOf(null));
    } catch (error) {
      this.showFailure(t("The list could not be read."), error);
    }
  }

  /**
   * The first run is unfolded, the stage it has come to, and so are training steps: what one looks for is there without a click. Decided when a
   * node is first seen, for VS Code asks no later.
   */
  private isUnfoldedAtFirst(node: TreeNode): boolean {
    if (node.kind !== "run" && node.kind !== "stage" && node.kind !== "phase") return false;
    const decided = this.firstUnfolded.get(node.id);
    if (decided !== undefined) return decided;
    const first = this.cache.childrenOf(null).find(({ kind }) => kind === "run");
    const unfolds = node.kind === "phase" ? node.phase === "training" : this.isInView(node, first);
    this.firstUnfolded.set(node.id, unfolds);
    return unfolds;
  }

  /** The first run, and of stages the one that the run has come to. */
  private isInView(node: RunNode | StageNode, first: TreeNode | undefined): boolean {
    if (node.kind === "run") return first?.id === node.id;
    const run = node.parent === null ? undefined : this.cache.get(node.parent);
    return run?.kind === "run" && run.launch?.stage?.number === node.number;
  }
}
