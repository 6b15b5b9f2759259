import { curveBreaks } from "../rollout/curveBreaks.js";
import type { CurveName } from "./curveName.js";
import { noMeasureSums } from "./measureSums.js";
import type { StepTally } from "./stepTally.js";

/** One curve over the steps. Null values are gaps; `n` is how many rollouts each mean is over. */
export interface StepCurve {
  readonly curve: CurveName;
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
  readonly n: readonly number[];
}

/**
 * Steps that the dumps leave out, one for each hole, so that no line joins what is on either side: the step after the
 * last one before the hole. A dump of every tenth step has no holes.
 */
function holes(steps: readonly number[]): readonly number[] {
  const { breaks } = curveBreaks(
    steps,
    steps.map(() => true),
  );
  return breaks.map(([from, to]) => Math.min(from + 1, (from + to) / 2));
}

/** The mean of a curve at every step, in ascending order. A rollout without a value is left out, never a 0. */
export function stepCurve(tallies: readonly StepTally[], curve: CurveName): StepCurve {
  const missing = new Set(holes(tallies.map(({ step }) => step)));
  const points = tallies.map(({ step, measures }) => {
    const { n, w, y } = measures.get(curve) ?? noMeasureSums;
    return { step, n, value: w > 0 ? y / w : null };
  });
  const all = [...points, ...[...missing].map(step => ({ step, n: 0, value: null }))].sort((a, b) => a.step - b.step);
  return {
    curve,
    steps: all.map(({ step }) => step),
    values: all.map(({ value }) => value),
    n: all.map(({ n }) => n),
  };
}
