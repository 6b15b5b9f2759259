import type { Interval } from "../reward/interval.js";
import { clusterMean } from "./clusterMean.js";
import { wilson } from "./wilson.js";

/**
 * A share of yes/no values that lie in clusters (rollouts of one question, questions of one page): Wilson's interval of a
 * sample that the design effect shortens, (CR1 error / error of independent values)². Where all values are equal nothing
 * tells the effect, and `independent` says how many values are surely independent: questions, not their rollouts.
 */
export function shareInterval(yes: ArrayLike<number>, counts: ArrayLike<number>, independent: number): Interval {
  const { mean, error, n } = clusterMean(yes, counts);
  if (mean === null) return { value: null, lo: null, hi: null, n };
  const naive = n < 2 ? 0 : (mean * (1 - mean)) / (n - 1);
  const effect = naive === 0 || error === null ? n / independent : error ** 2 / naive;
  return { value: mean, ...(wilson(mean * n, n, effect) ?? { lo: null, hi: null }), n };
}
