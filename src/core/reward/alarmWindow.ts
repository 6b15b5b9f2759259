import { addMeasureSums, noMeasureSums } from "./measureSums.js";
import type { Measure } from "./rolloutMeasures.js";
import type { StepTally } from "./stepTally.js";

/** The mean of a measure over some steps. */
export interface AlarmWindow {
  readonly value: number;
  /** Standard error of the mean with groups as what is drawn: rollouts of one question resemble each other. */
  readonly se: number;
  /** Rollouts with a value, and the groups that they are of. */
  readonly n: number;
  readonly groups: number;
  /** Indexes into the tallies, both included. */
  readonly first: number;
  readonly last: number;
}

export interface WindowSize {
  readonly window: number;
  readonly minRollouts: number;
}

/** Small steps are taken together, up to this many times the wanted number of steps. */
export const mostStretch = 4;

/**
 * The window that ends at `last`: the wanted number of steps, and more where these hold too few rollouts. Null when that
 * many steps, from `from` on, do not hold enough. Standard error: of a ratio of sums over groups, with n / (n − 1).
 */
export function alarmWindow(
  tallies: readonly StepTally[],
  measure: Measure,
  last: number,
  { window, minRollouts }: WindowSize,
  from = 0,
): AlarmWindow | null {
  let sums = noMeasureSums;
  for (let first = last; first >= from && last - first < mostStretch * window; first--) {
    sums = addMeasureSums(sums, tallies[first]?.measures.get(measure) ?? noMeasureSums);
    if (last - first + 1 < window || sums.n < minRollouts || sums.w <= 0) continue;
    const value = sums.y / sums.w;
    const squares = Math.max(0, sums.yy - 2 * value * sums.wy + value * value * sums.ww);
    const se = sums.groups < 2 ? Infinity : Math.sqrt((squares * sums.groups) / (sums.groups - 1)) / sums.w;
    return { value, se, n: sums.n, groups: sums.groups, first, last };
  }
  return null;
}

/**
 * How many standard errors a window lies from one before, were it drawn from the same groups. For a fall from a height:
 * while good and bad steps share the window its own error is that of the mixture, and says nothing about chance.
 */
export function sigmasFrom(window: AlarmWindow, before: AlarmWindow): number {
  const difference = Math.abs(window.value - before.value);
  const se = before.se * Math.sqrt(1 + before.groups / Math.max(1, window.groups));
  return difference === 0 ? 0 : difference / se;
}

/** How many standard errors lie between two windows; 0 when both errors are 0 and so are the differences. */
export function sigmasBetween(a: AlarmWindow, b: AlarmWindow): number {
  const difference = Math.abs(a.value - b.value);
  return difference === 0 ? 0 : difference / Math.hypot(a.se, b.se);
}
