import type * as vscode from "vscode";
import type { RunsWorker } from "../runsWorker.js";
import type { ShowFailure } from "../showFailure.js";
import type { RunsView } from "../tree/runsView.js";
import type { RolloutPanels } from "../view/rolloutPanels.js";

/** What links are made and followed with. */
export interface LinkServices {
  readonly extension: vscode.Extension<unknown>;
  readonly worker: RunsWorker;
  readonly panels: RolloutPanels;
  readonly runsView: RunsView;
  readonly showFailure: ShowFailure;
}
