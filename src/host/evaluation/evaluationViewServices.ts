import type * as vscode from "vscode";
import type { RunsWorker } from "../runsWorker.js";
import type { ShowFailure } from "../showFailure.js";
import type { RolloutPanels } from "../view/rolloutPanels.js";
import type { EvaluationDeskThread } from "./evaluationDeskThread.js";
import type { EvaluationFolders } from "./evaluationFolders.js";

/** What views of evaluations work on. */
export interface EvaluationViewServices {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly evaluations: EvaluationFolders;
  readonly desk: EvaluationDeskThread;
  readonly worker: RunsWorker;
  readonly panels: RolloutPanels;
}
