import type { RewardComponents } from "./rewardScore.js";

/**
 * A strategy on one set of rollouts. What is not recomputable is left out, and `notRecomputable` counts it; where it
 * depends on what rollouts did and is more than a small share, figures are null (see `isKnownEnough.ts`).
 */
export interface StrategyFigures {
  readonly rollouts: number;
  readonly groups: number;
  readonly means: RewardComponents & { readonly total: number | null };
  readonly notRecomputable: number;
  /** Nothing but the parts' means is made of the rewards that are known: they are no fair sample. */
  readonly isWithheld: boolean;
  /** Groups whose rewards have no spread, by reason; their sum is what the table shows; null where rewards are withheld. */
  readonly flat: Readonly<Record<string, number>>;
  readonly flatGroups: number | null;
  /** Kendall's tau-b with the compared advantages, mean over groups where both sides vary; the other groups are counted. */
  readonly rank: { readonly value: number | null; readonly groups: number; readonly left: number };
  /** Null where nothing can be compared. */
  readonly flipped: number | null;
  readonly signalChanged: number | null;
  /** Rollouts that have an advantage on both sides: what flips are a share of. */
  readonly compared: number;
  /** What advantages were whitened over, for estimators that whiten. */
  readonly unit: "token" | "rollout" | null;
}
