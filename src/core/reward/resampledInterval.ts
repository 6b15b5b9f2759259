import type { Random } from "../simulate/random.js";

/** Fewer units than this say nothing about how much a figure varies from unit to unit. */
const fewestUnits = 4;
const share = 0.95;

/** How many resamples: 1,000, and fewer where the units are so many that their number hardly matters. */
function resamplesFor(units: number): number {
  return Math.max(200, Math.min(1000, Math.floor(2_000_000 / units)));
}

/**
 * The 95 % interval of a figure by resampling its units (groups, questions) with replacement: quantiles 0.025 and 0.975.
 * `figure` gets indexes of units, with repeats. Null for fewer than four units. All randomness is the given stream's.
 */
export function resampledInterval(
  units: number,
  figure: (chosen: Int32Array) => number,
  random: Random,
): { readonly lo: number; readonly hi: number } | null {
  if (units < fewestUnits) return null;
  const chosen = new Int32Array(units);
  const figures = new Float64Array(resamplesFor(units));
  for (let i = 0; i < figures.length; i++) {
    for (let k = 0; k < units; k++) chosen[k] = random.int(units);
    figures[i] = figure(chosen);
  }
  figures.sort();
  const tail = (1 - share) / 2;
  return { lo: quantile(figures, tail), hi: quantile(figures, 1 - tail) };
}

/** Of sorted values, with linear interpolation between them. */
function quantile(sorted: Float64Array, at: number): number {
  const place = at * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? 0;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}
