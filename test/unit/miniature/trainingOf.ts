import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import type { Strategy } from "../../../src/core/reward/strategy.js";
import { parseStrategySpec } from "../../../src/core/reward/strategySpec.js";
import type { Miniature, MiniatureStep } from "../../../src/core/simulate/miniature/miniature.js";
import {
  defaultMiniatureOptions,
  type MiniatureOptions,
} from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { openMiniature } from "../../../src/core/simulate/miniature/openMiniature.js";

export function strategyOf(spec: string): Strategy {
  const read = parseStrategySpec(spec, builtInStrategies);
  if (read.kind === "problem") throw new RangeError(`${spec}: ${read.code}`);
  return read.strategy;
}

export const optionsWith = (changed: Partial<MiniatureOptions>): MiniatureOptions => ({
  ...defaultMiniatureOptions,
  ...changed,
});

/** A batch of 16 rollouts, for tests that are about the run and not about what is learnt. */
export const small: Partial<MiniatureOptions> = { prompts: 4, responses: 4, pages: 5, validationQuestions: 6 };

export const openWith = (spec: string, changed: Partial<MiniatureOptions> = {}): Miniature =>
  openMiniature(optionsWith(changed), strategyOf(spec));

export const nextSteps = (miniature: Miniature, count: number): readonly MiniatureStep[] =>
  Array.from({ length: count }, () => miniature.next());
