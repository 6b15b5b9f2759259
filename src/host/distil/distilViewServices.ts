import type * as vscode from "vscode";
import type { DistilDeskApi } from "../../node/distil/stored/distilDesk.js";
import type { BenchmarkThread } from "../benchmark/benchmarkThread.js";
import type { DeskThread } from "../deskThread.js";
import type { EvaluationDeskThread } from "../evaluation/evaluationDeskThread.js";
import type { EvaluationFolders } from "../evaluation/evaluationFolders.js";
import type { FolderMemory } from "../folderMemory.js";
import type { RunsWorker } from "../runsWorker.js";
import type { Settings } from "../settings.js";
import type { ShowFailure } from "../showFailure.js";
import type { RolloutPanels } from "../view/rolloutPanels.js";

/** What views of distilled traces work on. */
export interface DistilViewServices {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly settings: Settings;
  readonly thread: BenchmarkThread;
  readonly evaluations: EvaluationFolders;
  readonly desk: EvaluationDeskThread;
  /** Reads and judges traces, apart from the thread of the tables: both can take long. */
  readonly traceDesk: DeskThread<DistilDeskApi>;
  /** Where a benchmark is now that is not where the evaluation found it, as a person said. */
  readonly distilMemory: FolderMemory;
  readonly worker: RunsWorker;
  readonly panels: RolloutPanels;
}
