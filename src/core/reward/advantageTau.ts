import { kendallTauB } from "./kendallTauB.js";
import { tiedRanks } from "./tiedRanks.js";

/** Advantages nearer to each other than this share of the group's largest are tied: logs are rounded. */
const sameAdvantage = 1e-5;
/** Up to so many rollouts, pairs are faster than sorting. */
const fewRollouts = 32;

function toleranceOf(values: readonly number[]): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return sameAdvantage * largest;
}

/** −1, 0 or 1. */
function order(difference: number, tolerance: number): number {
  return difference > tolerance ? 1 : difference < -tolerance ? -1 : 0;
}

function byPairs(x: readonly number[], y: readonly number[]): number | null {
  const [toleranceX, toleranceY] = [toleranceOf(x), toleranceOf(y)];
  let agreeing = 0;
  let untiedX = 0;
  let untiedY = 0;
  for (let i = 1; i < x.length; i++)
    for (let j = 0; j < i; j++) {
      const signX = order((x[i] ?? 0) - (x[j] ?? 0), toleranceX);
      const signY = order((y[i] ?? 0) - (y[j] ?? 0), toleranceY);
      agreeing += signX * signY;
      untiedX += Math.abs(signX);
      untiedY += Math.abs(signY);
    }
  return untiedX === 0 || untiedY === 0 ? null : agreeing / Math.sqrt(untiedX * untiedY);
}

/**
 * Kendall's tau-b of two lists of advantages of one group, in which those that differ by rounding are tied; null where one
 * side does not vary.
 */
export function advantageTau(x: readonly number[], y: readonly number[]): number | null {
  if (x.length <= fewRollouts) return byPairs(x, y);
  return kendallTauB(tiedRanks(x, toleranceOf(x)), tiedRanks(y, toleranceOf(y)));
}
