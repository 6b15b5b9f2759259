import { skillAt } from "./simulateRollout.js";
import { makeRandom } from "./random.js";
import type { SimulatedRow } from "./simulateStep.js";

interface Spread {
  readonly mean: number | null;
  readonly max: number | null;
  readonly min: number | null;
}

function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0 || values.some(value => !Number.isFinite(value))) return { mean: null, max: null, min: null };
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    max: Math.max(...values),
    min: Math.min(...values),
  };
}

const named = (name: string, { mean, max, min }: Spread) => ({
  [`${name}/mean`]: mean,
  [`${name}/max`]: max,
  [`${name}/min`]: min,
});

/** Tokens are not counted here; a token of such text has about four characters. */
const tokens = ({ output }: SimulatedRow) => Math.ceil(output.length / 4);
const turns = ({ rollout }: SimulatedRow) => 2 * rollout.calls.length + 2;

function trainingValues(rows: readonly SimulatedRow[], step: number, seed: number): Record<string, number | null> {
  const random = makeRandom(seed, "metrics", step);
  const skill = skillAt(step);
  const wobble = (value: number, part: number) => value * (1 + part * random.normal());
  const mean = (values: readonly number[]) => spreadOf(values).mean;
  return {
    "training/global_step": step,
    "training/epoch": 0,
    ...named("critic/score", spreadOf(rows.map(({ score }) => score))),
    ...named("critic/rewards", spreadOf(rows.map(({ score }) => score))),
    ...named("response_length", spreadOf(rows.map(tokens))),
    "response_length/clip_ratio": mean(rows.map(({ rollout }) => (rollout.ending.startsWith("cut") ? 1 : 0))),
    ...named("prompt_length", spreadOf(rows.map(({ question }) => 4200 + Math.ceil(question.prompt.length / 4)))),
    ...named("num_turns", spreadOf(rows.map(turns))),
    "reward/format": mean(rows.map(({ reward }) => reward.format)),
    "reward/acc": mean(rows.map(({ reward }) => reward.acc)),
    "reward/count": mean(rows.map(({ reward }) => reward.count)),
    "reward/iou": mean(rows.map(({ reward }) => reward.iou)),
    "actor/entropy": wobble(0.75 - 0.4 * skill, 0.04),
    "actor/kl_loss": wobble(0.002 + 0.05 * skill, 0.1),
    "actor/pg_loss": 0.01 * random.normal(),
    "actor/grad_norm": wobble(0.9 - 0.4 * skill, 0.15),
    "actor/lr": 1e-6,
    "timing_s/step": wobble(210, 0.06),
  };
}

function validationValues(rows: readonly SimulatedRow[]): Record<string, number | null> {
  return {
    "val-core/comics/acc/mean@1": spreadOf(rows.map(({ reward }) => reward.acc)).mean,
    "val-aux/comics/reward/mean@1": spreadOf(rows.map(({ score }) => score)).mean,
    "val-aux/comics/iou/mean@1": spreadOf(rows.map(({ reward }) => reward.iou)).mean,
    ...named("val-aux/num_turns", spreadOf(rows.map(turns))),
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
