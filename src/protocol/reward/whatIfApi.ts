import * as z from "zod";
import { estimatorIds } from "../../core/reward/estimatorId.js";
import type { RewardComponents } from "../../core/reward/rewardScore.js";
import type { RewardTerm } from "../../core/reward/strategy.js";
import type { StrategyFigures } from "../../core/reward/strategyFigures.js";
import type { LoggedNumber } from "../../core/rollout/loggedNumber.js";
import type { Outcome } from "../../core/rollout/outcome.js";
import { rolloutRefSchema, type RolloutRef } from "../rolloutRef.js";
import type { Interval } from "./interval.js";
import { rolloutSetSchema, type RolloutSet, type RolloutSource } from "./rolloutSet.js";
import type { StrategyList } from "./strategyList.js";

const spec = z.string().min(1).max(400);
const estimator = z.enum(estimatorIds);
/** What advantages are compared with: those of the logged score, or of a strategy. */
const against = z.union([z.literal("logged"), spec]);

export const whatIfSchemas = {
  rewardSources: z.null(),
  strategies: z.object({ run: z.string().nullable() }),
  strategyTable: z.object({
    columns: z.array(rolloutSetSchema).min(1).max(24),
    strategies: z.array(spec).min(1).max(24),
    against,
    estimator,
  }),
  pushedRollouts: z.object({
    column: rolloutSetSchema,
    strategy: spec,
    against,
    estimator,
    /** `flipped`: strictly + to − or back; `signal`: 0 to non-zero or back; `all`: every rollout. */
    which: z.enum(["flipped", "signal", "all"]),
    offset: z.number().int().nonnegative(),
    count: z.number().int().positive().max(200),
  }),
  breakdown: z.object({ ref: rolloutRefSchema, strategies: z.array(spec).min(1).max(4), estimator }),
  foresee: z.object({ set: rolloutSetSchema, strategies: z.array(spec).min(1).max(24), estimator }),
  cancelReward: z.null(),
} as const;
type Params<K extends keyof typeof whatIfSchemas> = z.infer<(typeof whatIfSchemas)[K]>;

/** One cell of the table: a strategy on one set of rollouts. */
export type StrategyCell = StrategyFigures;

export interface StrategyTable {
  readonly columns: readonly RolloutSet[];
  readonly strategies: readonly string[];
  readonly against: string;
  /** By strategy, then column; null where the set holds no rollout. */
  readonly cells: readonly (readonly (StrategyCell | null)[])[];
  /** Rows that could not be read as rollouts, over all columns. */
  readonly unread: number;
}

/** A rollout under two rules. Advantages are null in rollouts whose reward is not recomputable. */
export interface PushedRollout {
  readonly ref: RolloutRef;
  /** Question id, or the start of the question's text. */
  readonly question: string;
  /** From 1, in file order within the group. */
  readonly number: number;
  readonly step: number | null;
  readonly outcome: Outcome;
  readonly rewardBefore: number | null;
  readonly rewardAfter: number | null;
  readonly advantageBefore: number | null;
  readonly advantageAfter: number | null;
  readonly ious: readonly number[];
  readonly calls: number;
  readonly expected: number | null;
  readonly isWellFormed: boolean;
}

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
}

/** What a strategy would push on, from one set of rollouts (facts: miniature 3.4, 7). Intervals by resampling groups. */
export interface Foresight {
  readonly strategy: string;
  readonly rollouts: number;
  readonly groups: number;
  /** Pearson correlation of the advantage, over all rollouts, with each behaviour; null where it does not vary. */
  readonly correlations: Readonly<
    Record<"format" | "right" | "call" | "count" | "view" | "pageCrop" | "repeat", Interval>
  >;
  /** Reward against view, both centred in their group, among rollouts that call, groups with two callers or more. */
  readonly aim: Interval;
  readonly flatGroups: number;
  /** Share of rollouts with a call, share of groups with one, and 1 − (1 − p)ⁿ: what that share would be if all questions were alike. */
  readonly callRate: number;
  readonly groupsWithCall: number;
  readonly groupsWithCallIfAlike: number;
}

/** Answered by the worker. Long ones send `rewardProgress` events and end with the error "cancelled" after `cancelReward`. */
export type WhatIfApi = {
  rewardSources(params: null): Promise<readonly RolloutSource[]>;
  strategies(params: Params<"strategies">): Promise<StrategyList>;
  strategyTable(params: Params<"strategyTable">): Promise<StrategyTable>;
  /** The ones pushed furthest the other way first. */
  pushedRollouts(
    params: Params<"pushedRollouts">,
  ): Promise<{ readonly total: number; readonly rows: readonly PushedRollout[] }>;
  breakdown(params: Params<"breakdown">): Promise<{
    readonly logged: Readonly<Record<"format" | "accuracy" | "toolCount" | "toolAccuracy" | "total", LoggedNumber>>;
    readonly loggedAdvantage: number | null;
    readonly breakdowns: readonly RewardBreakdown[];
  } | null>;
  foresee(params: Params<"foresee">): Promise<readonly Foresight[]>;
  cancelReward(params: null): Promise<void>;
};
