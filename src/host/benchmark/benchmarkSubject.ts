import type * as vscode from "vscode";
import type { BenchmarkAction, ShownBenchmark } from "../../protocol/benchmark/benchmarkViewApi.js";

/** A path on disk as the window may load it. */
export type ToUri = (path: string) => string;

/** What one of the views of a benchmark is about: it knows what is shown, and does what a person asks for. */
export interface BenchmarkSubject {
  readonly folder: string;
  readonly title: string;
  /** Fires when something else is to be shown. */
  readonly onDidChange: vscode.Event<void>;
  /** Folders that pictures are loaded from, once they are known. */
  readonly roots: readonly string[];
  shown(toUri: ToUri): Promise<ShownBenchmark>;
  /** An action of another view is an error. */
  act(action: BenchmarkAction): Promise<void>;
  dispose(): void;
}
