/** A mean with its cluster-robust standard error. */
export interface ClusterMean {
  /** Null without values. */
  readonly mean: number | null;
  /** CR1: CR0 × √(C / (C − 1)). Null with fewer than two clusters, since one cluster tells nothing of the spread. */
  readonly error: number | null;
  /** Values, and clusters that have values. */
  readonly n: number;
  readonly clusters: number;
}

/**
 * The mean of all values, and its standard error when values of one cluster are not independent (Miller, "Adding Error
 * Bars to Evals", arXiv 2411.00640; CR1 as in facts: evaluation 3). Cluster i holds `counts[i]` values that sum to
 * `sums[i]`; clusters without values are left out.
 */
export function clusterMean(sums: ArrayLike<number>, counts: ArrayLike<number>): ClusterMean {
  let total = 0;
  let n = 0;
  let clusters = 0;
  for (let i = 0; i < sums.length; i++) {
    const count = counts[i] ?? 0;
    if (count === 0) continue;
    total += sums[i] ?? 0;
    n += count;
    clusters++;
  }
  if (n === 0) return { mean: null, error: null, n, clusters };
  const mean = total / n;
  let squares = 0;
  for (let i = 0; i < sums.length; i++) squares += ((sums[i] ?? 0) - mean * (counts[i] ?? 0)) ** 2;
  const error = clusters < 2 ? null : (Math.sqrt(squares) / n) * Math.sqrt(clusters / (clusters - 1));
  return { mean, error, n, clusters };
}
