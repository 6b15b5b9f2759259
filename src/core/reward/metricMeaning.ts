import type { CurveName } from "./curveName.js";

/** What a trainer's own series is about: a curve of ours in the same unit, or the response's length in tokens. */
export type MetricMeaning = CurveName | "responseTokens";

/** Names of verl's and TRL's loggers and of reward functions under them; the first that fits counts. */
const training: readonly (readonly [RegExp, MetricMeaning])[] = [
  [/(^|\/)critic\/(score|rewards)\/mean$/, "reward"],
  [/^(train\/)?reward$/, "reward"],
  [/(^|\/)rewards?\/(r_)?format(_reward|_score|_reward_func)?(\/mean)?$/, "format"],
  [/(^|\/)rewards?\/(r_)?acc(uracy)?(_reward|_score|_reward_func)?(\/mean)?$/, "accuracy"],
  [/(^|\/)rewards?\/(r_)?(tool_)?count(_reward)?(\/mean)?$/, "toolCount"],
  [/(^|\/)rewards?\/(r_)?(tool_)?iou(_reward)?(\/mean)?$/, "toolAccuracy"],
  [/(^|\/)response_length\/clip_ratio$/, "cutShare"],
  [/(^|\/)completions\/clipped_ratio$/, "cutShare"],
  [/(^|\/)response_length\/mean$/, "responseTokens"],
  [/(^|\/)completions?[/_](mean_)?length$/, "responseTokens"],
];

const validation: readonly (readonly [RegExp, MetricMeaning])[] = [
  [/^val(-core|-aux)?\/.*\/(reward|score)\/mean@\d+$/, "reward"],
  [/^val\/test_score\//, "reward"],
  [/^val(-core|-aux)?\/.*\/acc(uracy)?\/mean@\d+$/, "accuracy"],
  [/^val(-core|-aux)?\/.*\/format\/mean@\d+$/, "format"],
  [/^val(-core|-aux)?\/.*\/count\/mean@\d+$/, "toolCount"],
  [/^val(-core|-aux)?\/.*\/iou\/mean@\d+$/, "toolAccuracy"],
  [/^eval[/_]reward$/, "reward"],
];

/** What a series of the trainer means in curves of a phase, by its name; null where nobody knows, or it is of the other phase. */
export function metricMeaning(name: string, phase: "training" | "validation"): MetricMeaning | null {
  const table = phase === "training" ? training : validation;
  return table.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
