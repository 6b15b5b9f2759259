import { clusterMean } from "../../evaluation/clusterMean.js";
import { tInterval } from "../../evaluation/tInterval.js";
import type { SeedMean } from "./miniatureComparison.js";

/** Mean ± t(0.975, n − 1) × standard error of one value a seed; those that are NaN are left out. */
export function seedMean(values: readonly number[]): SeedMean {
  const known = values.filter(value => !Number.isNaN(value));
  const ones = known.map(() => 1);
  const { value, lo, hi, n } = tInterval(clusterMean(known, ones));
  return { mean: value, low: lo, high: hi, n };
}
