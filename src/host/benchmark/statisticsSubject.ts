import { basename } from "node:path";
import * as vscode from "vscode";
import type { CountedQuestions } from "../../core/benchmark/statistics/benchmarkStatistics.js";
import { readStatistics, type StatisticsRead } from "../../node/benchmark/readStatistics.js";
import {
  statisticsActionSchema,
  type BenchmarkAction,
  type ShownStatistics,
} from "../../protocol/benchmark/benchmarkViewApi.js";
import { statisticsStrings } from "../../protocol/benchmark/statisticsStrings.js";
import { t } from "../t.js";
import { translated } from "../view/translated.js";
import type { BenchmarkFolders } from "./benchmarkFolders.js";
import type { BenchmarkSubject } from "./benchmarkSubject.js";

function problemOf(read: StatisticsRead): string | null {
  switch (read.kind) {
    case "read":
    case "aborted":
      return null;
    case "not-built":
      return t("There are no questions yet: build them first.");
    case "unreadable":
      return t("{0} cannot be read: {1}", read.path, read.reason);
    default: {
      const never: never = read;
      return never;
    }
  }
}

/** The statistics of a benchmark, which follow its files. */
export class StatisticsSubject implements BenchmarkSubject {
  readonly folder: string;
  readonly roots: readonly string[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private counted: CountedQuestions = "standing";
  private readonly subscription: vscode.Disposable;

  constructor(folder: string, folders: BenchmarkFolders) {
    this.folder = folder;
    this.subscription = folders.onDidChange(() => this.changed.fire());
  }

  get title(): string {
    return t("Statistics: {0}", basename(this.folder));
  }

  async shown(): Promise<ShownStatistics> {
    const read = await readStatistics(this.folder, { counted: this.counted });
    return {
      ...{
        kind: "statistics",
        name: basename(this.folder),
        problem: problemOf(read),
        words: translated(statisticsStrings),
      },
      statistics: read.kind === "read" ? read.statistics : null,
      sets: read.kind === "read" ? read.sets : [],
    };
  }

  act(asked: BenchmarkAction): Promise<void> {
    this.counted = statisticsActionSchema.parse(asked).isOn ? "accepted" : "standing";
    this.changed.fire();
    return Promise.resolve();
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}
