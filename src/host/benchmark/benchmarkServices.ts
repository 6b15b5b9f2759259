import type * as vscode from "vscode";
import type { ShowFailure } from "../showFailure.js";
import type { BenchmarkFolders } from "./benchmarkFolders.js";
import type { BenchmarkPanels } from "./benchmarkPanels.js";
import type { BenchmarkSources } from "./benchmarkSources.js";
import type { BenchmarkThread } from "./benchmarkThread.js";
import type { EndpointKeys } from "./endpointKeys.js";

/** What the commands about benchmarks work on. */
export interface BenchmarkServices {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly folders: BenchmarkFolders;
  readonly sources: BenchmarkSources;
  readonly thread: BenchmarkThread;
  readonly benchmarkPanels: BenchmarkPanels;
  readonly endpointKeys: EndpointKeys;
  /** The selected item of the Benchmark view, as an id. */
  readonly selectedBenchmark: () => string | null;
  /** `glyphs.json` of the build, and what travels to training hosts. */
  readonly glyphsFile: string;
  readonly trainerFolder: string;
}
