import type { Interval } from "./interval.js";

/** What an advantage is correlated with: what a rollout did, as 0 or 1, but for the view, which is `found`. */
export const foreseenBehaviours = ["format", "right", "call", "count", "view", "pageCrop", "repeat"] as const;
export type ForeseenBehaviour = (typeof foreseenBehaviours)[number];

/** What a strategy would push on, from one set of rollouts (facts: miniature 3.4, 7). Intervals by resampling groups. */
export interface Foresight {
  readonly strategy: string;
  readonly rollouts: number;
  readonly groups: number;
  /** Pearson correlation of the advantage, over all rollouts, with each behaviour; null where it does not vary; null over no rollout (n 0) where too many are unknown for what they did. */
  readonly correlations: Readonly<Record<ForeseenBehaviour, Interval>>;
  /** Reward against view, both centred in their group, among rollouts that call, groups with two callers or more. */
  readonly aim: Interval;
  readonly flatGroups: number | null;
  /** The rewards that are known are no fair sample (see `isKnownEnough.ts`): no figure but the rates of calls is made of them. */
  readonly isWithheld: boolean;
  /** Rollouts whose reward is not recomputable; no figure but the rates of calls is over them. */
  readonly notRecomputable: number;
  /** Share of rollouts with a call, share of groups with one, and 1 − (1 − p)ⁿ: what that share would be if all questions were alike. */
  readonly callRate: number;
  readonly groupsWithCall: number;
  readonly groupsWithCallIfAlike: number;
}
