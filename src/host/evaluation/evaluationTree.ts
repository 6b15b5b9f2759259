import * as vscode from "vscode";
import type { EvaluationDigest } from "../../node/evaluation/stored/evaluationDigest.js";
import { t } from "../t.js";
import { plainTooltip } from "../tree/plainTooltip.js";
import type { EvaluationDeskThread } from "./evaluationDeskThread.js";
import { evaluationFace } from "./evaluationFace.js";
import type { EvaluationFolders } from "./evaluationFolders.js";
import { spentWords } from "./spentWords.js";

/** The list of evaluations. Elements are their folders. */
export class EvaluationTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly folders: EvaluationFolders;
  private readonly desk: EvaluationDeskThread;
  private digests: readonly EvaluationDigest[] = [];
  private readonly subscription: vscode.Disposable;

  constructor(folders: EvaluationFolders, desk: EvaluationDeskThread) {
    this.folders = folders;
    this.desk = desk;
    this.subscription = folders.onDidChange(() => this.changed.fire(undefined));
  }

  async getChildren(folder?: string): Promise<string[]> {
    if (folder !== undefined) return [];
    this.digests = await this.folders.all();
    return this.digests.map(digest => digest.folder);
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem(folder: string): vscode.TreeItem {
    const digest = this.digests.find(one => one.folder === folder);
    if (digest === undefined) return new vscode.TreeItem("");
    const face = evaluationFace(digest, t);
    const item = new vscode.TreeItem(face.label);
    item.id = folder;
    item.description = face.description;
    item.iconPath = new vscode.ThemeIcon(face.icon.id);
    item.accessibilityInformation = { label: face.spoken };
    item.contextValue = digest.isImported ? "evaluation-imported" : "evaluation";
    item.command = { command: "loupe.openEvaluationTables", title: t("Open Evaluation Tables"), arguments: [folder] };
    return item;
  }

  /** What was used up is read when somebody asks for it: an evaluation may have many answers. */
  async resolveTreeItem(item: vscode.TreeItem, folder: string): Promise<vscode.TreeItem> {
    const digest = this.digests.find(one => one.folder === folder);
    if (digest === undefined) return item;
    const spent = await this.desk.ask(client => client.spent({ folder })).catch(() => null);
    item.tooltip = plainTooltip([
      ...evaluationFace(digest, t).tooltip,
      ...(spent === null ? [] : spentWords(spent, t)),
    ]);
    return item;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}
