import type * as vscode from "vscode";
import type { BenchmarkThread } from "../benchmark/benchmarkThread.js";
import type { EvaluationDeskThread } from "../evaluation/evaluationDeskThread.js";
import type { EvaluationFolders } from "../evaluation/evaluationFolders.js";
import type { RunsWorker } from "../runsWorker.js";
import type { Settings } from "../settings.js";
import type { ShowFailure } from "../showFailure.js";
import type { RolloutPanels } from "../view/rolloutPanels.js";
import type { DistilDeskThread } from "./distilDeskThread.js";
import type { DistilMemory } from "./distilMemory.js";

/** What views of distilled traces work on. */
export interface DistilViewServices {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly settings: Settings;
  readonly thread: BenchmarkThread;
  readonly evaluations: EvaluationFolders;
  readonly desk: EvaluationDeskThread;
  readonly traceDesk: DistilDeskThread;
  readonly distilMemory: DistilMemory;
  readonly worker: RunsWorker;
  readonly panels: RolloutPanels;
}
