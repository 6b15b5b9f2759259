import * as vscode from "vscode";
import type { GoldenItem, GoldenStep } from "../../protocol/remarks/remarksApi.js";
import type { RunsEvent } from "../../protocol/runsApi.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { OpenTree } from "../openTree.js";
import type { RunsWorker } from "../runsWorker.js";
import type { ShowFailure } from "../showFailure.js";
import { t } from "../t.js";
import { plainTooltip } from "../tree/plainTooltip.js";
import type { TreeFace } from "../tree/treeFace.js";
import { goldenFace } from "./goldenFace.js";

/** An entry of the golden list, or a question at one step. */
export type GoldenNode = GoldenItem | (GoldenStep & { readonly kind: "step" });

/** How long changes gather before the list is read again. */
const quietMilliseconds = 400;

/** The golden list as a tree: questions with their steps, and single rollouts, each as it stands now. */
export class GoldenTree implements vscode.TreeDataProvider<GoldenNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: vscode.TreeView<GoldenNode>;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly listening: vscode.Disposable;
  private readonly worker: RunsWorker;
  private readonly showFailure: ShowFailure;

  constructor(worker: RunsWorker, showFailure: ShowFailure, trees: OpenTree) {
    this.worker = worker;
    this.showFailure = showFailure;
    this.view = trees<GoldenNode>("loupe.golden", this);
    this.listening = worker.onEvent(event => this.take(event));
  }

  async getChildren(node?: GoldenNode): Promise<GoldenNode[]> {
    try {
      const api = await this.worker.api();
      if (node === undefined) return [...(await api.goldenList(null))];
      if (node.kind !== "question") return [];
      return (await api.goldenSteps({ question: node.question })).map(step => ({ ...step, kind: "step" }));
    } catch (error) {
      this.showFailure(t("The golden list could not be read."), error);
      return [];
    }
  }

  getTreeItem(node: GoldenNode): vscode.TreeItem {
    const face = faceOf(node);
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(face.label, node.kind === "question" && node.steps > 0 ? Collapsed : None);
    item.description = face.description;
    item.tooltip = plainTooltip(face.tooltip);
    item.iconPath = new vscode.ThemeIcon(
      face.icon.id,
      face.icon.color === null ? undefined : new vscode.ThemeColor(face.icon.color),
    );
    item.accessibilityInformation = { label: face.spoken };
    item.contextValue = node.kind === "step" ? "golden-step" : "golden";
    if (goldenRef(node) !== null)
      item.command = { command: "loupe.openGolden", title: t("Open Rollout"), arguments: [node] };
    return item;
  }

  private take(event: RunsEvent): void {
    // Read only where somebody sees it: it may have to open rollouts.
    if (event.kind !== "changed" || !this.view.visible) return;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.changed.fire(undefined);
    }, quietMilliseconds);
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.listening.dispose();
    this.view.dispose();
    this.changed.dispose();
  }
}

/** The rollout that an entry opens; null for one that is gone. */
export function goldenRef(node: GoldenNode): RolloutRef | null {
  if (node.kind === "question") return node.latest?.ref ?? null;
  return node.ref;
}

function faceOf(node: GoldenNode): TreeFace {
  switch (node.kind) {
    case "question":
      return goldenFace.question(node, t);
    case "rollout":
      return goldenFace.rollout(node, t);
    case "step":
      return goldenFace.step(node, t);
  }
}
