import type * as vscode from "vscode";
import type { Alarm } from "../../protocol/reward/curvesApi.js";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RunsWorker } from "../runsWorker.js";
import type { ShowFailure } from "../showFailure.js";
import type { RewardDocuments } from "./rewardDocuments.js";

/** What the strategies view needs of the rest of the host. */
export interface StrategiesServices {
  readonly extension: Pick<vscode.Extension<unknown>, "extensionUri">;
  readonly worker: RunsWorker;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly rewardDocuments: RewardDocuments;
  /** Takes up the alarms that the view shows, so that the run's item shows them too. */
  noteAlarms(set: RolloutSet, alarms: readonly Alarm[]): Promise<void>;
  /** Opens a rollout beside the view; the view keeps the focus. */
  openBeside(ref: RolloutRef): Promise<void>;
  // These ask the person, who may take long or never answer: they only begin, and show their own failures.
  addDataset(): void;
  openMetrics(): void;
}
