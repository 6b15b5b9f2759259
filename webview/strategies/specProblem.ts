import { parseStrategySpec, type SpecProblemCode } from "../../src/core/reward/strategySpec.js";
import type { RewardStringKey } from "../../src/protocol/reward/rewardStrings.js";
import type { ListedStrategy } from "../../src/protocol/reward/strategyList.js";
import type { StrategiesTranslate } from "./strategiesTranslate.js";

const words: Readonly<Record<SpecProblemCode, RewardStringKey>> = {
  "unknown-strategy": "specUnknown",
  "unknown-option": "specOption",
  "bad-value": "specValue",
  "no-value": "specNoValue",
  "not-an-object": "specNotObject",
};

/** What is wrong with a strategy as typed, `ID@key=value;key=value`, as a sentence; null when it can be computed. */
export function specProblem(spec: string, listed: readonly ListedStrategy[], t: StrategiesTranslate): string | null {
  const known = listed.map(({ strategy }) => strategy);
  const read = parseStrategySpec(spec, known);
  return read.kind === "ok" ? null : t(words[read.code], ...read.values);
}
