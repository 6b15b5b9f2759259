import type * as vscode from "vscode";
import type { Settings } from "../settings.js";
import type { ShowFailure } from "../showFailure.js";

/** What the view of a comparison may ask of the rest of the host. */
export interface ComparisonServices {
  readonly extension: vscode.Extension<unknown>;
  readonly settings: Settings;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
}
