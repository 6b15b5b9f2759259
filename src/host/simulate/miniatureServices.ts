import type * as vscode from "vscode";
import type { RunsWorker } from "../runsWorker.js";
import type { Settings } from "../settings.js";
import type { ShowFailure } from "../showFailure.js";
import type { RunsTree } from "../tree/runsTree.js";
import type { RunsView } from "../tree/runsView.js";
import type { ComparisonEditor } from "./comparisonEditor.js";
import type { MiniatureRuns } from "./miniatureRuns.js";

/** What the commands about miniatures work on. */
export interface MiniatureServices {
  readonly miniatures: MiniatureRuns;
  readonly comparisons: ComparisonEditor;
  /** The bundle of `miniatureWorker.ts`, which trains to compare. */
  readonly trainScript: string;
  readonly settings: Settings;
  readonly worker: RunsWorker;
  readonly tree: RunsTree;
  readonly runsView: RunsView;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
}
