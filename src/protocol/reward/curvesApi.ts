import * as z from "zod";
import type { AlarmSilence } from "../../core/reward/alarmFinding.js";
import type { AlarmId } from "../../core/reward/alarmId.js";
import { curveNames, type CurveName } from "../../core/reward/curveName.js";
import type { MetricMeaning } from "../../core/reward/metricMeaning.js";
import type { Outcome } from "../../core/rollout/outcome.js";
import type { RolloutRef } from "../rolloutRef.js";
import { rolloutSetSchema } from "./rolloutSet.js";

export type { AlarmSilence } from "../../core/reward/alarmFinding.js";
export { alarmIds, type AlarmId } from "../../core/reward/alarmId.js";
export { curveNames, type CurveName } from "../../core/reward/curveName.js";

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
  /** Parts of the reward are as logged where the rows log them, else recomputed under the recommended options. */
  readonly source: "logged" | "recomputed";
  /** Ascending; holes between them stand in the list as gaps. */
  readonly steps: readonly number[];
  /** Places on the axis: steps, or steps since the start of the last phase, whose first step is 1. */
  readonly x: readonly number[];
  readonly values: readonly (number | null)[];
  readonly n: readonly number[];
}

/** A series of the trainer's own metrics that says the same as a curve, under its own name. */
export interface MetricCurve {
  readonly name: string;
  readonly set: number;
  /** The curve that it means the same as, or the length of responses in tokens. */
  readonly means: MetricMeaning;
  readonly steps: readonly number[];
  readonly x: readonly number[];
  readonly values: readonly (number | null)[];
}

export interface RewardCurves {
  readonly names: readonly string[];
  readonly curves: readonly RewardCurve[];
  readonly metrics: readonly MetricCurve[];
  /** Steps at which the rule changed, per set: curves of the reward and its parts break there. */
  readonly breaks: readonly (readonly number[])[];
  readonly align: "step" | "last-phase";
  /** The step that stands at 1 on the axis, per set. */
  readonly origins: readonly number[];
}

/** An alarm with its rule and its evidence. `silent` ones cannot be judged, `quiet` ones were and do not fire. */
export interface Alarm {
  readonly id: AlarmId;
  readonly state: "fires" | "quiet" | "silent";
  /** Of silent ones. */
  readonly silence: AlarmSilence | null;
  /** The step at which it fires first, and the last one at which its condition held; null where it does not fire. */
  readonly step: number | null;
  readonly lastStep: number | null;
  /** The numbers of its rule and what was measured, for its sentence. */
  readonly values: Readonly<Record<string, number>>;
  /** The rollouts that show it best, first. Bounded. */
  readonly evidence: readonly RolloutRef[];
  readonly curve: CurveName;
}

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
