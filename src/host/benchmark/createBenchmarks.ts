import * as vscode from "vscode";
import type { OpenTree } from "../openTree.js";
import type { ShowFailure } from "../showFailure.js";
import { BenchmarkFolders } from "./benchmarkFolders.js";
import { BenchmarkPanels } from "./benchmarkPanels.js";
import type { BenchmarkServices } from "./benchmarkServices.js";
import { BenchmarkSources } from "./benchmarkSources.js";
import { BenchmarkThread } from "./benchmarkThread.js";
import { BenchmarkTree } from "./benchmarkTree.js";
import { EndpointKeys } from "./endpointKeys.js";
import { ImportProblems } from "./importProblems.js";
import { MappingEditor } from "./mappingEditor.js";

interface Parts {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly trees: OpenTree;
}

/** What a window has for benchmarks: their tree, their views, and what makes them. */
export function createBenchmarks(
  context: vscode.ExtensionContext,
  parts: Parts,
): BenchmarkServices & {
  readonly benchmarkTree: BenchmarkTree;
  readonly mappings: MappingEditor;
  dispose(): void;
} {
  const { log } = parts;
  const folders = new BenchmarkFolders(log);
  const sources = new BenchmarkSources(context.workspaceState);
  const thread = new BenchmarkThread(context.asAbsolutePath("dist/benchmarkWorker.js"));
  const benchmarkTree = new BenchmarkTree(folders);
  const view = parts.trees("loupe.benchmark", benchmarkTree);
  const problems = new ImportProblems(folders, sources, log);
  const benchmarkPanels = new BenchmarkPanels({ ...parts, folders });
  const mappings = new MappingEditor({ ...parts, sources, thread });
  return {
    ...{ ...parts, folders, sources, thread, benchmarkPanels, benchmarkTree, mappings },
    endpointKeys: new EndpointKeys(context.secrets),
    selectedBenchmark: () => view.selection[0] ?? null,
    glyphsFile: context.asAbsolutePath("dist/glyphs.json"),
    trainerFolder: context.asAbsolutePath("dist/trainer"),
    dispose: () => {
      vscode.Disposable.from(mappings, benchmarkPanels, problems, view, benchmarkTree, folders).dispose();
    },
  };
}
