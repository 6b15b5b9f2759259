import { dirname } from "node:path";
import * as vscode from "vscode";
import type { EvaluationDigest } from "../../node/evaluation/stored/evaluationDigest.js";
import type { EvaluationDeskThread } from "./evaluationDeskThread.js";

const foundBy = "**/evaluation.json";
const shownOf = "**/{evaluation.json,predictions.jsonl,verdicts.jsonl}";
const passedOver = "**/{node_modules,.git,.venv}/**";
const mostFiles = 400;

/** How long changes may go on before they are looked at; a run that writes all the time is looked at now and then. */
const quietMilliseconds = 300;
const mostMilliseconds = 2000;

/** The evaluations in the opened folders. Nothing is read before somebody asks. */
export class EvaluationFolders implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when folders came or went, or one of their files is another one. */
  readonly onDidChange = this.changed.event;
  private searching: Promise<readonly EvaluationDigest[]> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private waitingSince = 0;
  private readonly desk: EvaluationDeskThread;
  private readonly subscriptions: vscode.Disposable;

  constructor(desk: EvaluationDeskThread) {
    this.desk = desk;
    const watcher = vscode.workspace.createFileSystemWatcher(shownOf);
    const soon = () => this.changeSoon();
    this.subscriptions = vscode.Disposable.from(
      ...[watcher, watcher.onDidChange(soon), watcher.onDidCreate(soon), watcher.onDidDelete(soon)],
      vscode.workspace.onDidChangeWorkspaceFolders(soon),
    );
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
    return files
      .filter(({ scheme }) => scheme === "file")
      .map(({ fsPath }) => dirname(fsPath))
      .sort();
  }

  /** Looks again, at once. */
  refresh(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.searching = null;
    this.changed.fire();
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.subscriptions.dispose();
    this.changed.dispose();
  }

  private changeSoon(): void {
    const now = Date.now();
    if (this.timer === null) this.waitingSince = now;
    else clearTimeout(this.timer);
    const left = Math.max(0, mostMilliseconds - (now - this.waitingSince));
    this.timer = setTimeout(() => this.refresh(), Math.min(quietMilliseconds, left));
  }

  private async search(): Promise<readonly EvaluationDigest[]> {
    const folders = await this.paths();
    return folders.length === 0 ? [] : this.desk.ask(client => client.digests({ folders }));
  }
}
