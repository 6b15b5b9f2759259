import type { OwnReward } from "../../core/reward/ownReward.js";
import type { Strategy } from "../../core/reward/strategy.js";

/** What a run configuration is prepared with. */
export interface PrepareOptions {
  /** As it is typed; null: what the file holds. */
  readonly text: string | null;
  /** False: the text alone is planned, and nothing that it names is looked at, since an untrusted folder could name anything. */
  readonly isTrusted: boolean;
  /** Counting the data takes longer and may be left out. */
  readonly isCounted: boolean;
  /** The run folder, absolute on the host, whose checkpoints are gone on from; null: a fresh start. */
  readonly resumeFrom: string | null;
  /** The step of its last checkpoint, where it is known. */
  readonly resumeStep?: number | null;
  /** Absolute, here: the files that travel to hosts are in it; the miniature's program is beside it, as it is built. */
  readonly trainerFolder: string;
  /** Strategies of the settings, beside the built-in ones. */
  readonly strategies: readonly Strategy[];
  /** Absolute, here: where jobs are remembered, by which the data of an earlier stage is found; left out: none is known. */
  readonly storage?: string;
  /** Reward functions of the settings, which are named where one is asked for. */
  readonly ownCode?: readonly OwnReward[];
}
