import { skillAt } from "./simulateRollout.js";
import { estimatedTokens } from "./estimatedTokens.js";
import { metricsMean, metricsSpread, type MetricsValues } from "./metricsSpread.js";
import { makeRandom } from "./random.js";
import type { SimulatedRow } from "./simulateStep.js";

const tokens = ({ output }: SimulatedRow) => estimatedTokens(output);
const turns = ({ rollout }: SimulatedRow) => 2 * rollout.calls.length + 2;

function trainingValues(rows: readonly SimulatedRow[], step: number, seed: number): MetricsValues {
  const random = makeRandom(seed, "metrics", step);
  const skill = skillAt(step);
  const wobble = (value: number, part: number) => value * (1 + part * random.normal());
  return {
    "training/global_step": step,
    "training/epoch": 0,
    ...metricsSpread(
      "critic/score",
      rows.map(({ score }) => score),
    ),
    ...metricsSpread(
      "critic/rewards",
      rows.map(({ score }) => score),
    ),
    ...metricsSpread("response_length", rows.map(tokens)),
    "response_length/clip_ratio": metricsMean(rows.map(({ rollout }) => (rollout.ending.startsWith("cut") ? 1 : 0))),
    ...metricsSpread(
      "prompt_length",
      rows.map(({ question }) => 4200 + Math.ceil(question.prompt.length / 4)),
    ),
    ...metricsSpread("num_turns", rows.map(turns)),
    "reward/format": metricsMean(rows.map(({ reward }) => reward.format)),
    "reward/acc": metricsMean(rows.map(({ reward }) => reward.acc)),
    "reward/count": metricsMean(rows.map(({ reward }) => reward.count)),
    "reward/iou": metricsMean(rows.map(({ reward }) => reward.iou)),
    "actor/entropy": wobble(0.75 - 0.4 * skill, 0.04),
    "actor/kl_loss": wobble(0.002 + 0.05 * skill, 0.1),
    "actor/pg_loss": 0.01 * random.normal(),
    "actor/grad_norm": wobble(0.9 - 0.4 * skill, 0.15),
    "actor/lr": 1e-6,
    "timing_s/step": wobble(210, 0.06),
  };
}

function validationValues(rows: readonly SimulatedRow[]): MetricsValues {
  return {
    "val-core/comics/acc/mean@1": metricsMean(rows.map(({ reward }) => reward.acc)),
    "val-aux/comics/reward/mean@1": metricsMean(rows.map(({ score }) => score)),
    "val-aux/comics/iou/mean@1": metricsMean(rows.map(({ reward }) => reward.iou)),
    ...metricsSpread("val-aux/num_turns", rows.map(turns)),
  };
}

/** A line of verl's `file` logger without its end, as orjson writes it: NaN is null. Either list may be empty. */
export function metricsLine(
  step: number,
  training: readonly SimulatedRow[],
  validation: readonly SimulatedRow[],
  seed: number,
): string {
  const data = {
    ...(training.length === 0 ? {} : trainingValues(training, step, seed)),
    ...(validation.length === 0 ? {} : validationValues(validation)),
  };
  return JSON.stringify({ step, data });
}
