import type * as vscode from "vscode";
import type { CoordinateSpace } from "../../core/page/coordinateSpace.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { ViewInit } from "../../protocol/viewApi.js";
import type { ContextKeys } from "../contextKeys.js";
import type { RunsWorker } from "../runsWorker.js";
import type { Settings } from "../settings.js";
import type { ShowFailure } from "../showFailure.js";

/** What a rollout view needs of the rest of the host. */
export interface ViewServices {
  readonly extensionUri: vscode.Uri;
  readonly worker: RunsWorker;
  readonly settings: Settings;
  readonly keys: ContextKeys;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly keyLabels: ViewInit["keys"];
  /** The next row of a walk as the tree sorts and filters it; null at the end. */
  neighbour(ref: RolloutRef, direction: 1 | -1, within: "group" | "list"): Promise<RolloutRef | null>;
  /** Selects the row's item, or that of one of its zoom calls, in the tree. */
  reveal(ref: RolloutRef, call: number | null): Promise<void>;
  openLine(ref: RolloutRef): Promise<void>;
  chooseSpace(run: string): Promise<void>;
  /** Null goes back to guessing. */
  setSpace(run: string, space: CoordinateSpace | null): Promise<void>;
  addPrefix(from: string, to: string): Promise<void>;
  addImageRoot(): Promise<void>;
  addDataset(): Promise<void>;
}
