import type * as vscode from "vscode";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { ListedBy, ViewInit } from "../../protocol/viewApi.js";
import type { ContextKeys } from "../contextKeys.js";
import type { RunsWorker } from "../runsWorker.js";
import type { Settings } from "../settings.js";
import type { ShowFailure } from "../showFailure.js";
import type { ViewHostServices } from "./viewHostServices.js";

/** What a rollout view needs of the rest of the host. */
export interface ViewServices extends ViewHostServices {
  readonly extensionUri: vscode.Uri;
  readonly worker: RunsWorker;
  readonly settings: Settings;
  readonly keys: ContextKeys;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly keyLabels: ViewInit["keys"];
  /** What the lists around a row are filtered and sorted by, and whether it is in them. */
  listedBy(ref: RolloutRef): Promise<ListedBy>;
  /** The next row of a walk as the tree sorts and filters it; null at the end. */
  neighbour(ref: RolloutRef, direction: 1 | -1, within: "group" | "list"): Promise<RolloutRef | null>;
}
