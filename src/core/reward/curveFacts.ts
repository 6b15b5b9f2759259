import type { RewardComponents } from "./rewardScore.js";
import type { RolloutFacts } from "./rolloutFacts.js";

/** A rollout as curves and alarms see it. */
export interface CurveFacts {
  readonly facts: RolloutFacts;
  /** The parts of its reward, logged or recomputed as `PartSources` says; null: neither. */
  readonly parts: RewardComponents;
  /** Rollouts of its group. */
  readonly groupSize: number;
  /** True when the logged rewards of its group have no spread; null when some of them is no number. */
  readonly isFlat: boolean | null;
}
