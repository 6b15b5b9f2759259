import { dirname } from "node:path";
import * as vscode from "vscode";
import { BenchmarkSummaries, type BenchmarkSummary } from "../../node/benchmark/benchmarkSummary.js";
import { isBenchmarkFolder } from "../../node/benchmark/isBenchmarkFolder.js";

/** Files by which a folder is found, and those whose change is a change of what is shown. */
const foundBy = "**/{benchmark.json,pages.jsonl}";
const shownOf = "**/{benchmark.json,pages.jsonl,questions.jsonl,reviews.jsonl,corrections.jsonl,problems.jsonl}";
const passedOver = "**/{node_modules,.git,.venv}/**";
const mostFiles = 400;

/** How long changes may go on before they are looked at: a reviewer's keys come one after another. */
const quietMilliseconds = 300;

/** The benchmarks in the opened folders, and what is known of each. Nothing is read before somebody asks. */
export class BenchmarkFolders implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when folders came or went, or one of their files is another one. */
  readonly onDidChange = this.changed.event;
  private readonly read = new vscode.EventEmitter<readonly BenchmarkSummary[]>();
  /** Fires when they were looked for, with what was found. */
  readonly onDidRead = this.read.event;
  private readonly known = new Map<string, BenchmarkSummaries>();
  private searching: Promise<readonly BenchmarkSummary[]> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly log: vscode.LogOutputChannel;
  private readonly subscriptions: vscode.Disposable;

  constructor(log: vscode.LogOutputChannel) {
    this.log = log;
    const watcher = vscode.workspace.createFileSystemWatcher(shownOf);
    const soon = () => this.changeSoon();
    this.subscriptions = vscode.Disposable.from(
      ...[watcher, watcher.onDidChange(soon), watcher.onDidCreate(soon), watcher.onDidDelete(soon)],
      vscode.workspace.onDidChangeWorkspaceFolders(soon),
    );
  }

  /** All benchmarks, by name. What is asked while the answer is being looked for is the same answer. */
  all(): Promise<readonly BenchmarkSummary[]> {
    this.searching ??= this.search().finally(() => {
      this.searching = null;
    });
    return this.searching;
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
    this.read.dispose();
  }

  private changeSoon(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), quietMilliseconds);
  }

  private async search(): Promise<readonly BenchmarkSummary[]> {
    const files = await vscode.workspace.findFiles(foundBy, passedOver, mostFiles);
    const folders = new Set(files.filter(({ scheme }) => scheme === "file").map(({ fsPath }) => dirname(fsPath)));
    for (const folder of this.known.keys()) if (!folders.has(folder)) this.known.delete(folder);
    const found = await Promise.all([...folders].map(folder => this.readOne(folder)));
    const summaries = found.filter(summary => summary !== null).sort((a, b) => (a.folder < b.folder ? -1 : 1));
    this.read.fire(summaries);
    return summaries;
  }

  private async readOne(folder: string): Promise<BenchmarkSummary | null> {
    try {
      if (!(await isBenchmarkFolder(folder))) return null;
      const summaries = this.known.get(folder) ?? new BenchmarkSummaries(folder);
      this.known.set(folder, summaries);
      return await summaries.read();
    } catch (error) {
      this.log.warn(`${folder} could not be read as a benchmark`, String(error));
      return null;
    }
  }
}
