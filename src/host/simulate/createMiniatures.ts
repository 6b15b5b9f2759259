import type * as vscode from "vscode";
import type { RunsTree } from "../tree/runsTree.js";
import { ComparisonEditor } from "./comparisonEditor.js";
import type { ComparisonServices } from "./comparisonServices.js";
import type { MiniatureRuns } from "./miniatureRuns.js";

interface Miniatures {
  readonly miniatures: MiniatureRuns;
  readonly comparisons: ComparisonEditor;
  readonly trainScript: string;
  dispose(): void;
}

/** What a window has for miniatures: runs, whose items in the tree follow them, and the view of comparisons. */
export function createMiniatures(
  context: vscode.ExtensionContext,
  miniatures: MiniatureRuns,
  services: ComparisonServices & { readonly tree: RunsTree },
): Miniatures {
  const comparisons = new ComparisonEditor(services);
  const followed = miniatures.onDidChange(run => services.tree.refreshRun(run));
  return {
    ...{ miniatures, comparisons },
    trainScript: context.asAbsolutePath("dist/miniatureWorker.js"),
    dispose: () => {
      followed.dispose();
      miniatures.dispose();
      comparisons.dispose();
    },
  };
}
