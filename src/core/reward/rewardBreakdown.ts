import type { OwnScore } from "./ownScore.js";
import type { RewardComponents } from "./rewardScore.js";
import type { RewardTerm } from "./strategy.js";

/** One rollout under one strategy, taken apart: what the diff editor and the rollout view show. */
export interface RewardBreakdown {
  readonly strategy: string;
  readonly components: RewardComponents;
  /** Each term with the value of its part and what it pays; null: not recomputable. */
  readonly terms: readonly {
    readonly term: RewardTerm;
    readonly part: number | null;
    readonly isOpen: boolean | null;
    readonly pays: number | null;
  }[];
  readonly total: number | null;
  readonly advantage: number | null;
  readonly groupMean: number | null;
  readonly groupSpread: number | null;
  readonly flat: string | null;
  /** Of a strategy of own code: what its last run made of the rollout, null where it was not run on it. */
  readonly own?: OwnScore | null;
}
