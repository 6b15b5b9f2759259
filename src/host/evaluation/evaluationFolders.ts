import { dirname } from "node:path";
import * as vscode from "vscode";
import type { EvaluationDigest } from "../../node/evaluation/stored/evaluationDigest.js";
import { whenQuiet } from "../whenQuiet.js";
import { workspaceRoots } from "../workspaceRoots.js";
import { isInside } from "../view/isInside.js";
import type { EvaluationDeskThread } from "./evaluationDeskThread.js";
import type { EvaluationList } from "./evaluationList.js";

const foundBy = "**/evaluation.json";
const shownOf = "{evaluation.json,predictions.jsonl,verdicts.jsonl}";
const passedOver = "**/{node_modules,.git,.venv}/**";
const mostFiles = 400;

/** How long changes may go on before they are looked at; a run that writes all the time is looked at now and then. */
const patience = { quiet: 300, most: 2000 } as const;

/**
 * The evaluations in the opened folders and those that a person opened besides, but for those that were removed from the
 * list. Nothing is read before somebody asks.
 */
export class EvaluationFolders implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when folders came or went, or one of their files is another one. */
  readonly onDidChange = this.changed.event;
  private searching: Promise<readonly EvaluationDigest[]> | null = null;
  private readonly looking = whenQuiet(patience, () => this.refresh());
  private readonly desk: EvaluationDeskThread;
  private readonly list: EvaluationList;
  private readonly subscriptions: vscode.Disposable;
  /** Of folders outside of the opened ones. */
  private outside: vscode.Disposable;

  constructor(desk: EvaluationDeskThread, list: EvaluationList) {
    this.desk = desk;
    this.list = list;
    this.subscriptions = vscode.Disposable.from(
      this.watch(`**/${shownOf}`),
      vscode.workspace.onDidChangeWorkspaceFolders(this.looking.soon),
    );
    this.outside = this.watchOutside();
  }

  /** All evaluations, by folder. What is asked while the answer is being looked for is the same answer. */
  all(): Promise<readonly EvaluationDigest[]> {
    this.searching ??= this.search().finally(() => {
      this.searching = null;
    });
    return this.searching;
  }

  /** Folders with an `evaluation.json`. */
  async paths(): Promise<readonly string[]> {
    const files = await vscode.workspace.findFiles(foundBy, passedOver, mostFiles);
    const found = files.filter(({ scheme }) => scheme === "file").map(({ fsPath }) => dirname(fsPath));
    return [...new Set([...found, ...this.list.opened])].filter(folder => !this.list.isRemoved(folder)).sort();
  }

  /** Puts a folder on the list: one that lies elsewhere, or was removed before. */
  async open(folder: string): Promise<void> {
    if ((await this.paths()).includes(folder)) return;
    await this.list.open(folder);
    this.listChanged();
  }

  /** Takes a folder off the list. Nothing on disk is touched. */
  async remove(folder: string): Promise<void> {
    await this.list.remove(folder);
    this.listChanged();
  }

  /** Looks again, at once. */
  refresh(): void {
    this.looking.dispose();
    this.searching = null;
    this.changed.fire();
  }

  dispose(): void {
    this.looking.dispose();
    this.outside.dispose();
    this.subscriptions.dispose();
    this.changed.dispose();
  }

  private listChanged(): void {
    this.outside.dispose();
    this.outside = this.watchOutside();
    this.refresh();
  }

  private watch(pattern: vscode.GlobPattern): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const { soon } = this.looking;
    return vscode.Disposable.from(
      ...[watcher, watcher.onDidChange(soon), watcher.onDidCreate(soon), watcher.onDidDelete(soon)],
    );
  }

  private watchOutside(): vscode.Disposable {
    const folders = this.list.opened.filter(folder => !workspaceRoots().some(root => isInside(folder, root)));
    const watchers = folders.map(folder => this.watch(new vscode.RelativePattern(vscode.Uri.file(folder), shownOf)));
    return vscode.Disposable.from(...watchers);
  }

  private async search(): Promise<readonly EvaluationDigest[]> {
    const folders = await this.paths();
    return folders.length === 0 ? [] : this.desk.ask(client => client.digests({ folders }));
  }
}
