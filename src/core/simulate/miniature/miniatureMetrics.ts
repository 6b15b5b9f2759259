import { estimatedTokens } from "../estimatedTokens.js";
import { metricsMean, metricsSpread, type MetricsValues } from "../metricsSpread.js";
import type { MiniatureFigures } from "./miniature.js";
import type { MiniatureOptions } from "./miniatureOptions.js";
import type { MiniatureRow } from "./miniatureRow.js";

/** A step of training, or a validation, as metrics are made of it. */
export interface MeasuredRows {
  readonly rows: readonly MiniatureRow[];
}
export type MeasuredStep = MeasuredRows & { readonly figures: MiniatureFigures };

const turns = ({ rollout }: MiniatureRow) => 2 * rollout.calls.length + 2;
const calls = ({ rollout }: MiniatureRow) => rollout.calls.length;
const total = ({ rollout }: MiniatureRow) => rollout.total ?? Number.NaN;

function partValues(rows: readonly MiniatureRow[]): MetricsValues {
  const part = (name: keyof MiniatureRow["rollout"]["reward"]) =>
    metricsMean(rows.map(({ rollout }) => rollout.reward[name] ?? Number.NaN));
  return {
    "reward/format": part("format"),
    "reward/acc": part("accuracy"),
    "reward/count": part("toolCount"),
    "reward/iou": part("toolAccuracy"),
  };
}

/** What the miniature alone knows: no trainer logs these. */
function ownValues(figures: MiniatureFigures): MetricsValues {
  return {
    "miniature/accuracy": figures.accuracy,
    "miniature/format": figures.format,
    "miniature/found": figures.found,
    "miniature/iou": figures.iou,
    "miniature/iou_first": figures.iouFirst,
    "miniature/iou_second": figures.iouSecond,
    "miniature/any_call": figures.anyCall,
    "miniature/exact_count": figures.exactCount,
    "miniature/page_crops": figures.pageCrops,
    "miniature/repeats": figures.repeats,
    "miniature/flat_groups": figures.flatGroups,
  };
}

function trainingValues(step: number, { rows, figures }: MeasuredStep, { learningRate }: MiniatureOptions) {
  return {
    "training/global_step": step,
    ...metricsSpread("critic/score", rows.map(total)),
    ...metricsSpread("critic/rewards", rows.map(total)),
    ...metricsSpread(
      "response_length",
      rows.map(({ output }) => estimatedTokens(output)),
    ),
    "response_length/clip_ratio": figures.lost,
    ...metricsSpread("num_turns", rows.map(turns)),
    ...metricsSpread("tool_call_counts", rows.map(calls)),
    ...partValues(rows),
    "actor/kl_loss": figures.kl,
    "actor/grad_norm": figures.gradientNorm,
    "actor/pg_clipfrac": figures.clipFraction,
    "actor/lr": learningRate,
    ...ownValues(figures),
  };
}

/** Of a trainer, the columns of numbers that the validation's rows have, and its turns. */
function validationValues({ rows }: MeasuredRows): MetricsValues {
  const mean = (of: (row: MiniatureRow) => number | null) => metricsMean(rows.map(row => of(row) ?? Number.NaN));
  return {
    "val-core/simulated/acc/mean@1": mean(({ rollout }) => (rollout.isCorrect ? 1 : 0)),
    "val-aux/simulated/reward/mean@1": mean(total),
    "val-aux/simulated/format_reward/mean@1": mean(({ rollout }) => rollout.reward.format),
    "val-aux/simulated/acc_reward/mean@1": mean(({ rollout }) => rollout.reward.accuracy),
    "val-aux/simulated/count_reward/mean@1": mean(({ rollout }) => rollout.reward.toolCount),
    "val-aux/simulated/iou_reward/mean@1": mean(({ rollout }) => rollout.reward.toolAccuracy),
    "val-aux/simulated/found/mean@1": mean(({ rollout }) => rollout.found),
    "val-aux/simulated/zooms/mean@1": mean(calls),
    ...metricsSpread("val-aux/num_turns", rows.map(turns)),
  };
}

/**
 * A line of verl's `file` logger without its end, by the names that verl gives; what the miniature does not have, times
 * above all, is left out. Null for a step without a training (step 0) or without a validation.
 */
export function miniatureMetrics(
  step: number,
  training: MeasuredStep | null,
  validation: MeasuredRows | null,
  options: MiniatureOptions,
): string {
  const data = {
    ...(training === null ? {} : trainingValues(step, training, options)),
    ...(validation === null ? {} : validationValues(validation)),
  };
  return JSON.stringify({ step, data });
}
