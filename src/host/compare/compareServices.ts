import type * as vscode from "vscode";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RowDocuments } from "../rowDocuments.js";
import type { RunsWorker } from "../runsWorker.js";
import type { Settings } from "../settings.js";
import type { ShowFailure } from "../showFailure.js";

/** What the compare view needs of the rest of the host. */
export interface CompareServices {
  readonly extension: Pick<vscode.Extension<unknown>, "extensionUri">;
  readonly worker: RunsWorker;
  readonly settings: Settings;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly documents: RowDocuments;
  /** Opens a rollout beside the view; the view keeps the focus. */
  openBeside(ref: RolloutRef): Promise<void>;
  // These ask the person, who may take long or never answer: they only begin, and show their own failures.
  addDataset(): void;
  addImageRoot(): void;
}
