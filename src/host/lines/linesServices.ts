import type * as vscode from "vscode";
import type { LinesDeskApi } from "../../protocol/lines/linesDeskApi.js";
import type { DeskThread } from "../deskThread.js";
import type { RunsWorker } from "../runsWorker.js";
import type { RolloutPanels } from "../view/rolloutPanels.js";

/** What views of a file's rows work on. */
export interface LinesServices {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly worker: RunsWorker;
  readonly panels: RolloutPanels;
  /** Reads the files, apart from everything else: a long search holds nobody up. */
  readonly linesDesk: DeskThread<LinesDeskApi>;
}
