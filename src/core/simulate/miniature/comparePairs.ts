import { stepsBeforeLastPhase, type MiniatureArm } from "./compareArm.js";
import { comparedFigures, type ComparedFigure } from "./comparedFigure.js";
import {
  comparisonAligns,
  comparisonWindows,
  type ComparisonAlign,
  type ComparisonPair,
  type ComparisonWindow,
  type SeedMean,
} from "./miniatureComparison.js";
import { seedMean } from "./seedMean.js";
import { windowMean, windowPlaces } from "./windowMean.js";

/** Where an interval lies to 0; without one nothing is shown. */
export function verdictOf({ low, high }: SeedMean): ComparisonPair["verdict"] {
  if (low !== null && low > 0) return "above";
  return high !== null && high < 0 ? "below" : "straddles";
}

/** Where the places of an alignment begin in an arm's columns. */
const originOf = (arm: MiniatureArm, align: ComparisonAlign, steps: number) =>
  align === "step" ? 0 : stepsBeforeLastPhase(arm.strategy, steps);

interface Window {
  readonly align: ComparisonAlign;
  readonly window: ComparisonWindow;
}

/**
 * First minus second, by seed, of the means over one window. Both arms give the same number of steps, each from its own
 * start; null where they do not have so many.
 */
export function pairedDifference(
  [first, second]: readonly [MiniatureArm, MiniatureArm],
  figure: ComparedFigure,
  { align, window }: Window,
  steps: number,
): SeedMean | null {
  const [ours, theirs] = [originOf(first, align, steps), originOf(second, align, steps)];
  const places = windowPlaces(window, steps - Math.max(ours, theirs));
  if (places === null) return null;
  const differences = first.histories.map((history, seed) => {
    const other = second.histories[seed];
    const value = other === undefined ? Number.NaN : windowMean(other[figure], places, theirs);
    return windowMean(history[figure], places, ours) - value;
  });
  return seedMean(differences);
}

const windows: readonly Window[] = comparisonAligns.flatMap(align =>
  comparisonWindows.map(window => ({ align, window })),
);

function pairsOf(arms: readonly MiniatureArm[], first: number, second: number, steps: number): ComparisonPair[] {
  const [one, other] = [arms[first], arms[second]];
  if (one === undefined || other === undefined) return [];
  return comparedFigures.flatMap(figure =>
    windows.flatMap(({ align, window }) => {
      const difference = pairedDifference([one, other], figure, { align, window }, steps);
      return difference === null
        ? []
        : [{ first, second, figure, align, window, difference, verdict: verdictOf(difference) }];
    }),
  );
}

/** Every two arms under every figure, alignment and window, paired by seed. */
export function comparePairs(arms: readonly MiniatureArm[], steps: number): readonly ComparisonPair[] {
  return arms.flatMap((_, first) =>
    arms.slice(first + 1).flatMap((__, further) => pairsOf(arms, first, first + 1 + further, steps)),
  );
}
