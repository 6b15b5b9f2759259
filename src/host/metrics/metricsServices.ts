import type * as vscode from "vscode";
import type { RunsWorker } from "../runsWorker.js";
import type { ShowFailure } from "../showFailure.js";

/** What the curves need of the rest of the host. */
export interface MetricsServices {
  readonly extension: Pick<vscode.Extension<unknown>, "extensionUri">;
  readonly worker: RunsWorker;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
}
