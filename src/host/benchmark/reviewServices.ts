import type * as vscode from "vscode";
import type { Settings } from "../settings.js";
import type { ShowFailure } from "../showFailure.js";

/** What the review needs of the rest of the host. */
export interface ReviewServices {
  readonly extension: Pick<vscode.Extension<unknown>, "extensionUri" | "packageJSON">;
  readonly settings: Settings;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
}
