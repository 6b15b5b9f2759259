import * as z from "zod";
import type { RolloutRef } from "../rolloutRef.js";
import type { Outcome } from "../../core/rollout/outcome.js";
import { rolloutSetSchema } from "./rolloutSet.js";

/** Curves that are computed from the rollouts; the trainer's own metrics keep their names. */
export const curveNames = [
  "reward",
  "format",
  "accuracy",
  "toolCount",
  "toolAccuracy",
  "formatRate",
  "right",
  "calls",
  "iou1",
  "iou2",
  "iou3",
  "found",
  "answerChars",
  "cutShare",
  "refusedShare",
  "pageShare",
  "repeatShare",
  "flatShare",
] as const;
export type CurveName = (typeof curveNames)[number];

export const curvesSchemas = {
  rewardCurves: z.object({
    sets: z.array(rolloutSetSchema).min(1).max(8),
    /** `step`: from step 1 of each; `last-phase`: from the start of the last phase of the rule (Figure 7). */
    align: z.enum(["step", "last-phase"]),
  }),
  behindPoint: z.object({
    set: rolloutSetSchema,
    curve: z.enum(curveNames),
    step: z.number().int(),
    offset: z.number().int().nonnegative(),
    count: z.number().int().positive().max(200),
  }),
  alarms: z.object({ set: rolloutSetSchema }),
} as const;
type Params<K extends keyof typeof curvesSchemas> = z.infer<(typeof curvesSchemas)[K]>;

/** One curve of one run. Null values are gaps; `n` is what each mean is over. */
export interface RewardCurve {
  readonly curve: CurveName;
  readonly set: number;
  readonly steps: readonly number[];
  /** Places on the axis: steps, or steps since the start of the last phase. */
  readonly x: readonly number[];
  readonly values: readonly (number | null)[];
  readonly n: readonly number[];
}

export interface RewardCurves {
  readonly names: readonly string[];
  readonly curves: readonly RewardCurve[];
  /** Steps at which the rule changed, per set: reward curves break there. */
  readonly breaks: readonly (readonly number[])[];
  readonly align: "step" | "last-phase";
}

/** An alarm with its evidence. `silent` ones had too few rollouts to judge by. */
export interface Alarm {
  readonly id: AlarmId;
  readonly state: "fires" | "silent";
  /** The step at which it fires first; null for silent ones. */
  readonly step: number | null;
  /** What the rule compares, as values for its sentence: measured, threshold, steps, rollouts. */
  readonly values: Readonly<Record<string, number>>;
  readonly evidence: readonly RolloutRef[];
  readonly curve: CurveName;
}

export const alarmIds = [
  "zoom-collapse",
  "one-part-carries",
  "page-boxes",
  "repeated-boxes",
  "giant-boxes",
  "format-only",
  "length-drift",
  "refused-loop",
  "second-zoom-decays",
  "cut-share",
] as const;
export type AlarmId = (typeof alarmIds)[number];

export interface RolloutBehind {
  readonly ref: RolloutRef;
  readonly question: string;
  readonly number: number;
  readonly outcome: Outcome;
  /** The rollout's value of the curve, and its part in the change from the step before. */
  readonly value: number | null;
  readonly part: number | null;
}

export type CurvesApi = {
  rewardCurves(params: Params<"rewardCurves">): Promise<RewardCurves>;
  /** Ranked by their part in the change from the step before. */
  behindPoint(
    params: Params<"behindPoint">,
  ): Promise<{ readonly total: number; readonly before: number | null; readonly rows: readonly RolloutBehind[] }>;
  alarms(params: Params<"alarms">): Promise<readonly Alarm[]>;
};
