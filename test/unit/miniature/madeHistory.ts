import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import type { Strategy } from "../../../src/core/reward/strategy.js";
import { comparedFigures, type ComparedFigure } from "../../../src/core/simulate/miniature/comparedFigure.js";
import type { MiniatureHistory } from "../../../src/core/simulate/miniature/miniatureHistory.js";

export type Course = (step: number, seed: number) => number;

/** A history of so many steps: what `courses` say of a step (from 1) and a seed, .5 for every other figure. */
export function madeHistory(
  steps: number,
  seed: number,
  courses: Partial<Record<ComparedFigure, Course>>,
): MiniatureHistory {
  const column = (figure: ComparedFigure) =>
    Float64Array.from({ length: steps }, (_, at) => courses[figure]?.(at + 1, seed) ?? 0.5);
  return Object.fromEntries(comparedFigures.map(figure => [figure, column(figure)])) as MiniatureHistory;
}

export function builtIn(id: string): Strategy {
  const found = builtInStrategies.find(strategy => strategy.id === id);
  if (found === undefined) throw new Error(`no strategy ${id}`);
  return found;
}

/** An arm of a built-in strategy with one made history a seed. */
export const madeArm = (
  id: string,
  seeds: readonly number[],
  courses: Partial<Record<ComparedFigure, Course>>,
  steps = 200,
) => ({ strategy: builtIn(id), histories: seeds.map(seed => madeHistory(steps, seed, courses)) });
