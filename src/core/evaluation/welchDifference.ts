import type { Interval } from "../reward/interval.js";
import type { ClusterMean } from "./clusterMean.js";
import { tCritical } from "./tCritical.js";

/**
 * Right minus left of two means over different questions, with degrees of freedom after Welch and Satterthwaite. `n`
 * counts the values of both. Without bounds where one side's error is not known.
 */
export function welchDifference(left: ClusterMean, right: ClusterMean): Interval {
  const n = left.n + right.n;
  if (left.mean === null || right.mean === null) return { value: null, lo: null, hi: null, n };
  const value = right.mean - left.mean;
  if (left.error === null || right.error === null) return { value, lo: null, hi: null, n };
  const [leftSquare, rightSquare] = [left.error ** 2, right.error ** 2];
  const square = leftSquare + rightSquare;
  if (square === 0) return { value, lo: value, hi: value, n };
  const freedom = square ** 2 / (leftSquare ** 2 / (left.clusters - 1) + rightSquare ** 2 / (right.clusters - 1));
  const half = tCritical(freedom) * Math.sqrt(square);
  return { value, lo: value - half, hi: value + half, n };
}
