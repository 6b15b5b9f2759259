import * as z from "zod";
import { estimatorIds } from "../../core/reward/estimatorId.js";
import type { Foresight } from "../../core/reward/foresight.js";
import type { RewardBreakdown } from "../../core/reward/rewardBreakdown.js";
import type { StrategyFigures } from "../../core/reward/strategyFigures.js";
import type { LoggedNumber } from "../../core/rollout/loggedNumber.js";
import type { Outcome } from "../../core/rollout/outcome.js";
import { rolloutRefSchema, type RolloutRef } from "../rolloutRef.js";
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
    /** Strictly + to − or back; 0 to non-zero or back; of a group without spread under `strategy`; every rollout. */
    which: z.enum(["flipped", "signal", "flat", "all"]),
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

export type { Foresight, RewardBreakdown };

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
