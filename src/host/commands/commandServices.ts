import type * as vscode from "vscode";
import type { ContextKeys } from "../contextKeys.js";
import type { ListState } from "../listState.js";
import type { RowDocuments } from "../rowDocuments.js";
import type { RunsWorker } from "../runsWorker.js";
import type { Settings } from "../settings.js";
import type { RunsTree } from "../tree/runsTree.js";
import type { RunsView } from "../tree/runsView.js";
import type { RolloutPanels } from "../view/rolloutPanels.js";
import type { ViewFocus } from "../view/viewFocus.js";
import type { ViewServices } from "../view/viewServices.js";

/** What the commands work on. */
export interface CommandServices {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly worker: RunsWorker;
  readonly settings: Settings;
  readonly keys: ContextKeys;
  readonly focus: ViewFocus;
  readonly lists: ListState;
  readonly tree: RunsTree;
  readonly runsView: RunsView;
  readonly panels: RolloutPanels;
  readonly documents: RowDocuments;
  readonly viewServices: ViewServices;
}
