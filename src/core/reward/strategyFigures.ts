import type { RewardComponents } from "./rewardScore.js";

/** A strategy on one set of rollouts. Means leave out what is not recomputable, and `notRecomputable` counts it. */
export interface StrategyFigures {
  readonly rollouts: number;
  readonly groups: number;
  readonly means: RewardComponents & { readonly total: number | null };
  readonly notRecomputable: number;
  /** Groups whose rewards have no spread, by reason; their sum is what the table shows. */
  readonly flat: Readonly<Record<string, number>>;
  readonly flatGroups: number;
  /** Kendall's tau-b with the compared advantages, mean over groups where both sides vary; the other groups are counted. */
  readonly rank: { readonly value: number | null; readonly groups: number; readonly left: number };
  readonly flipped: number;
  readonly signalChanged: number;
  /** Rollouts that have an advantage on both sides: what flips are a share of. */
  readonly compared: number;
  /** What advantages were whitened over, for estimators that whiten. */
  readonly unit: "token" | "rollout" | null;
}
