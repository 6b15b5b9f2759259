import type { Interval } from "../reward/interval.js";
import type { ClusterMean } from "./clusterMean.js";
import { tCritical } from "./tCritical.js";

/** mean ± t(0.975, C − 1) × error. Without bounds when the error is not known. */
export function tInterval({ mean, error, n, clusters }: ClusterMean): Interval {
  if (mean === null || error === null) return { value: mean, lo: null, hi: null, n };
  const half = tCritical(clusters - 1) * error;
  return { value: mean, lo: mean - half, hi: mean + half, n };
}
