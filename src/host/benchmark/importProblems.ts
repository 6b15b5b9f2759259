import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import { benchmarkPaths } from "../../node/benchmark/benchmarkPaths.js";
import { readImportProblems, type ListedProblem } from "../../node/benchmark/readImportProblems.js";
import { t } from "../t.js";
import { formatCount } from "../tree/formatCount.js";
import type { BenchmarkFolders } from "./benchmarkFolders.js";
import type { BenchmarkSources } from "./benchmarkSources.js";
import { importProblemSentence } from "./importProblemSentence.js";

/** Entries listed for a file; a note says how many more there are. */
const mostOfFile = 100;

const translated = (english: string) => vscode.l10n.t(english);

/** The file that a problem is about: below one of the sources, where it is there; else the list of problems itself. */
function fileOf(problem: ListedProblem, sources: readonly string[], list: string): string {
  for (const source of sources) {
    const root = existsSync(source) && statSync(source).isFile() ? dirname(source) : source;
    // With several sources the file's path begins with the name of its own.
    const paths = [join(root, problem.file), join(dirname(root), problem.file)];
    const found = paths.find(path => existsSync(path) && statSync(path).isFile());
    if (found !== undefined && !problem.file.split("/").includes("..")) return found;
  }
  return list;
}

function entry(sentence: string, line: number, problem: ListedProblem | null): vscode.Diagnostic {
  const { Information, Warning } = vscode.DiagnosticSeverity;
  const severity = problem?.effect === "left-out" ? Warning : Information;
  const diagnostic = new vscode.Diagnostic(new vscode.Range(line, 0, line, 1), sentence, severity);
  diagnostic.source = "Rollout Loupe";
  if (problem !== null) diagnostic.code = problem.code;
  return diagnostic;
}

/** What was wrong with imported comics as entries of Problems, by file. They go when another import brings others. */
export class ImportProblems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("loupe-import");
  private readonly sources: BenchmarkSources;
  private readonly stamps = new Map<string, string>();
  private readonly entries = new Map<string, ReadonlyMap<string, readonly vscode.Diagnostic[]>>();
  private readonly subscription: vscode.Disposable;

  constructor(folders: BenchmarkFolders, sources: BenchmarkSources, log: vscode.LogOutputChannel) {
    this.sources = sources;
    const failed = (error: unknown) => log.error("the problems of imports could not be listed", String(error));
    this.subscription = vscode.Disposable.from(
      folders.onDidRead(summaries => void this.list(summaries.map(({ folder }) => folder)).catch(failed)),
      // Nobody else may be looking: the tree can be hidden.
      folders.onDidChange(() => void folders.all().catch(failed)),
    );
  }

  dispose(): void {
    this.subscription.dispose();
    this.collection.dispose();
  }

  private async list(known: readonly string[]): Promise<void> {
    let isOther = false;
    for (const folder of this.entries.keys())
      if (!known.includes(folder)) isOther = this.entries.delete(folder) || isOther;
    for (const folder of known) isOther = (await this.listOne(folder)) || isOther;
    if (isOther) this.show();
  }

  /** Whether the folder's list is another one than before. */
  private async listOne(folder: string): Promise<boolean> {
    const list = benchmarkPaths(folder).problems;
    const written = existsSync(list) ? `${String(statSync(list).mtimeMs)} ${String(statSync(list).size)}` : "";
    // Which sources those are is known a moment after the list is there.
    const stamp = [written, ...this.sources.of(folder)].join("\n");
    if (this.stamps.get(folder) === stamp && this.entries.has(folder)) return false;
    this.stamps.set(folder, stamp);
    const problems = await readImportProblems(folder);
    this.entries.set(folder, this.entriesOf(problems, list, folder));
    return true;
  }

  private entriesOf(problems: readonly ListedProblem[], list: string, folder: string) {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    const counts = new Map<string, number>();
    const sources = this.sources.of(folder);
    for (const [index, problem] of problems.entries()) {
      const file = fileOf(problem, sources, list);
      const own = byFile.get(file) ?? [];
      byFile.set(file, own);
      counts.set(file, (counts.get(file) ?? 0) + 1);
      const sentence = importProblemSentence(problem, translated);
      const named = file === list ? `${basename(problem.file)}: ${sentence}` : sentence;
      if (own.length < mostOfFile) own.push(entry(named, file === list ? index : 0, problem));
    }
    for (const [file, own] of byFile) {
      const more = (counts.get(file) ?? 0) - own.length;
      if (more > 0)
        own.push(entry(t("{0} more problems of this file stand in problems.jsonl.", formatCount(more)), 0, null));
    }
    return byFile;
  }

  private show(): void {
    this.collection.clear();
    for (const byFile of this.entries.values())
      for (const [file, own] of byFile) this.collection.set(vscode.Uri.file(file), own);
  }
}
