import * as z from "zod";
import type { OwnReward } from "../../core/reward/ownReward.js";
import type { OwnScore, OwnScoreKind } from "../../core/reward/ownScore.js";
import type { FileProblem } from "../fileProblem.js";
import { rolloutRefSchema, type RolloutRef } from "../rolloutRef.js";
import { rolloutSetSchema, type RolloutSet } from "./rolloutSet.js";

export const ownRewardSchemas = {
  ownRewards: z.object({ run: z.string() }),
  runOwnReward: z.object({
    id: z.string().max(100),
    /** Every rollout of a set, or the group of one rollout. */
    rollouts: z.union([z.object({ set: rolloutSetSchema }), z.object({ groupOf: rolloutRefSchema })]),
  }),
  cancelOwnReward: z.null(),
} as const;
type Params<K extends keyof typeof ownRewardSchemas> = z.infer<(typeof ownRewardSchemas)[K]>;

/** An own reward that can be run for a run, with paths as they are on this machine. */
export interface ListedOwnReward {
  readonly reward: OwnReward;
  readonly from: "settings" | "loupe.json";
}

/** What a run of own code did. */
export interface OwnRewardRun {
  readonly id: string;
  readonly file: string;
  /** The rollouts, or the step that their group is of. */
  readonly set: RolloutSet;
  readonly rollouts: number;
  /** How many of each outcome. */
  readonly counts: Readonly<Record<OwnScoreKind, number>>;
  /** Taken from an earlier run of the same code on the same rollout. */
  readonly cached: number;
  /** Rewards that are another number than the run before this one gave. */
  readonly moved: number;
  /** The first rollout without a reward, and why. */
  readonly firstProblem: { readonly ref: RolloutRef; readonly score: Exclude<OwnScore, { kind: "scored" }> } | null;
  /** Rollouts that were not run, since too many before them took too long or ended the process. */
  readonly notRun: number;
  /** False where the system does not hold the process to its memory limit; null where no process was needed. */
  readonly isMemoryLimited: boolean | null;
}

/** Own code that could not be run at all, with the line of its file where that is known. */
export type OwnRewardFailure = { readonly problem: FileProblem; readonly file: string; readonly line: number | null };

export type OwnRewardOutcome =
  ({ readonly kind: "ran" } & OwnRewardRun) | ({ readonly kind: "failed" } & OwnRewardFailure);

/**
 * Somebody's own reward functions. Nothing runs without `runOwnReward`, which is refused in an untrusted workspace;
 * `cancelOwnReward` ends the process with everything that it started, and the run ends with the error "cancelled".
 */
export type OwnRewardApi = {
  ownRewards(
    params: Params<"ownRewards">,
  ): Promise<{ readonly rewards: readonly ListedOwnReward[]; readonly problems: readonly FileProblem[] }>;
  runOwnReward(params: Params<"runOwnReward">): Promise<OwnRewardOutcome>;
  cancelOwnReward(params: null): Promise<void>;
};
