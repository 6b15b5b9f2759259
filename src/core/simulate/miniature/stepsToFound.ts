import { windowMean } from "./windowMean.js";

const width = 10;
const wanted = 0.5;

/** The first step, from 1, whose mean of `found` over the ten steps up to it is at least .5; null: none. */
export function stepsToFound(found: Float64Array): number | null {
  for (let at = 0; at < found.length; at++)
    if (windowMean(found, { from: Math.max(0, at - width + 1), to: at + 1 }) >= wanted) return at + 1;
  return null;
}

/** The median over seeds, of which those that never get there are the slowest; null where the median is one of them. */
export function medianSteps(steps: readonly (number | null)[]): number | null {
  const ascending = steps.map(one => one ?? Infinity).sort((a, b) => a - b);
  const low = ascending[(ascending.length - 1) >> 1] ?? Infinity;
  const median = (low + (ascending[ascending.length >> 1] ?? Infinity)) / 2;
  return Number.isFinite(median) ? median : null;
}
