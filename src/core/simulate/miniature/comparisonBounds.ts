import { comparedFigures } from "./comparedFigure.js";

const arms = 64;

/**
 * What a comparison may come to, so that its file can be read again: about 1 kB an arm and step, and 20 kB a pair of
 * arms, of the 256 MB that the view takes.
 */
export const comparisonBounds = {
  arms,
  /** Steps of all arms together. */
  armSteps: 100_000,
  /** Every two arms under every figure, two alignments and four windows. */
  pairs: ((arms * (arms - 1)) / 2) * comparedFigures.length * 8,
  statements: 100_000,
} as const;

/** What a comparison has too many of; `most`: as many as there may be. */
export type ComparisonExcess = { readonly code: "arms" | "steps"; readonly most: number };

/** Null when the comparison can be written and read again. */
export function comparisonExcess(strategies: number, steps: number): ComparisonExcess | null {
  if (strategies > comparisonBounds.arms) return { code: "arms", most: comparisonBounds.arms };
  const most = Math.floor(comparisonBounds.armSteps / Math.max(1, strategies));
  return steps > most ? { code: "steps", most } : null;
}
