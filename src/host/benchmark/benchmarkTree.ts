import * as vscode from "vscode";
import { reviewStates } from "../../core/benchmark/questionRecord.js";
import type { BenchmarkSummary } from "../../node/benchmark/benchmarkSummary.js";
import { t } from "../t.js";
import { plainTooltip } from "../tree/plainTooltip.js";
import type { TreeFace } from "../tree/treeFace.js";
import { benchmarkFaces } from "./benchmarkFaces.js";
import type { BenchmarkFolders } from "./benchmarkFolders.js";
import { benchmarkNode, type BenchmarkNode } from "./benchmarkNode.js";
import { translatedStatistics } from "./translatedStatistics.js";

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
const words = { t, say: translatedStatistics };
/** Longer lists are nobody's work for an afternoon; the rest comes up as these are done. */
const mostPages = 500;

/** Benchmarks, their task kinds and how far the review of each is, and pages to look at. Elements are ids, see `benchmarkNode`. */
export class BenchmarkTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly folders: BenchmarkFolders;
  private summaries: readonly BenchmarkSummary[] = [];
  private readonly subscription: vscode.Disposable;

  constructor(folders: BenchmarkFolders) {
    this.folders = folders;
    this.subscription = folders.onDidChange(() => this.changed.fire(undefined));
  }

  async getChildren(id?: string): Promise<string[]> {
    if (id === undefined) this.summaries = await this.folders.all();
    const node = id === undefined ? null : benchmarkNode.read(id);
    return this.childrenOf(node).map(child => benchmarkNode.id(child));
  }

  getParent(id: string): string | undefined {
    const node = benchmarkNode.read(id);
    const parent = node === null ? null : parentOf(node);
    return parent === null || (parent.kind === "benchmark" && this.summaries.length === 1)
      ? undefined
      : benchmarkNode.id(parent);
  }

  getTreeItem(id: string): vscode.TreeItem {
    const node = benchmarkNode.read(id);
    const face = node === null ? null : this.faceOf(node);
    if (node === null || face === null) return new vscode.TreeItem("");
    const item = new vscode.TreeItem(face.label, this.foldOf(node));
    item.id = id;
    item.description = face.description;
    item.tooltip = plainTooltip(face.tooltip);
    const { id: icon, color } = face.icon;
    item.iconPath = new vscode.ThemeIcon(icon, color === null ? undefined : new vscode.ThemeColor(color));
    item.accessibilityInformation = { label: face.spoken };
    item.contextValue = this.contextOf(node);
    const command = commandOf(node);
    if (command !== null) item.command = command;
    return item;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private summaryOf({ folder }: BenchmarkNode): BenchmarkSummary | null {
    return this.summaries.find(summary => summary.folder === folder) ?? null;
  }

  private childrenOf(node: BenchmarkNode | null): readonly BenchmarkNode[] {
    if (node === null) return this.roots();
    const summary = this.summaryOf(node);
    if (summary === null) return [];
    const { folder } = node;
    switch (node.kind) {
      case "benchmark":
        return partsOf(summary);
      case "task":
        return reviewStates
          .filter(state => state !== "conflict" || this.countOf({ ...node, kind: "state", state }) > 0)
          .map(state => ({ kind: "state", folder, task: node.task, state }));
      case "pages":
        return summary.doubtful.slice(0, mostPages).map(({ id }) => ({ kind: "page", folder, page: id }));
      case "state":
      case "page":
        return [];
      default: {
        const never: never = node;
        return never;
      }
    }
  }

  /** One benchmark alone stands for itself: its task kinds are what the view is about. */
  private roots(): readonly BenchmarkNode[] {
    const [only] = this.summaries;
    if (only !== undefined && this.summaries.length === 1 && only.isBuilt) return partsOf(only);
    return this.summaries.map(({ folder }) => ({ kind: "benchmark", folder }));
  }

  private countOf({ folder, task, state }: Extract<BenchmarkNode, { kind: "state" }>): number {
    const summary = this.summaries.find(one => one.folder === folder);
    return summary?.tasks.find(one => one.task === task)?.states[state] ?? 0;
  }

  private faceOf(node: BenchmarkNode): TreeFace | null {
    const summary = this.summaryOf(node);
    if (summary === null) return null;
    switch (node.kind) {
      case "benchmark":
        return benchmarkFaces.benchmark(summary, words);
      case "task": {
        const own = summary.tasks.find(({ task }) => task === node.task);
        return own === undefined ? null : benchmarkFaces.task(own.task, own.states, own.total, words);
      }
      case "state":
        return benchmarkFaces.state(node.state, this.countOf(node), words);
      case "pages":
        return benchmarkFaces.pages(summary.doubtful.length, words);
      case "page": {
        const page = summary.doubtful.find(({ id }) => id === node.page);
        return page === undefined ? null : benchmarkFaces.page(page, words);
      }
      default: {
        const never: never = node;
        return never;
      }
    }
  }

  private foldOf(node: BenchmarkNode): vscode.TreeItemCollapsibleState {
    if (this.childrenOf(node).length === 0) return None;
    return node.kind === "benchmark" ? Expanded : Collapsed;
  }

  /** What menus go by: `benchmark`, `benchmark-built`, or the kind of the item. */
  private contextOf(node: BenchmarkNode): string {
    if (node.kind !== "benchmark") return node.kind;
    return this.summaryOf(node)?.isBuilt === true ? "benchmark-built" : "benchmark";
  }
}

function partsOf({ folder, tasks, doubtful }: BenchmarkSummary): readonly BenchmarkNode[] {
  const kinds = tasks.map(({ task }): BenchmarkNode => ({ kind: "task", folder, task }));
  return doubtful.length === 0 ? kinds : [...kinds, { kind: "pages", folder }];
}

function parentOf(node: BenchmarkNode): BenchmarkNode | null {
  const { folder } = node;
  switch (node.kind) {
    case "benchmark":
      return null;
    case "task":
    case "pages":
      return { kind: "benchmark", folder };
    case "state":
      return { kind: "task", folder, task: node.task };
    case "page":
      return { kind: "pages", folder };
    default: {
      const never: never = node;
      return never;
    }
  }
}

/** What a click on an item opens. */
function commandOf(node: BenchmarkNode): vscode.Command | null {
  if (node.kind === "state") {
    const { folder, task, state } = node;
    return { command: "loupe.reviewQuestions", title: t("Review Questions"), arguments: [{ folder, task, state }] };
  }
  if (node.kind !== "page") return null;
  const { folder, page } = node;
  return { command: "loupe.orderPages", title: t("Order Panels"), arguments: [{ folder, page }] };
}
