import { clusterMean } from "./clusterMean.js";

/** The standard errors of a mean that are in use (facts: evaluation 3). */
export interface ClusterErrors {
  readonly n: number;
  readonly clusters: number;
  readonly mean: number;
  /** As if all values were independent: √(s² / n), s² with n − 1. */
  readonly naive: number | null;
  /** √(Σ over clusters of (Σ of deviations)²) / n. */
  readonly cr0: number;
  /** CR0 × √(C / (C − 1)): what this program uses, as inspect_ai does. Null with one cluster. */
  readonly cr1: number | null;
  /** Miller, "Adding Error Bars to Evals", equation 4, as lmms-eval computes it; 0 where its radicand is negative. */
  readonly miller: number | null;
  /** (CR1 / naive)²; null with one cluster or without spread. */
  readonly designEffect: number | null;
}

/** Null without values. */
export function clusterErrors(clusters: readonly (readonly number[])[]): ClusterErrors | null {
  const sums = clusters.map(values => values.reduce((sum, value) => sum + value, 0));
  const of = clusterMean(
    sums,
    clusters.map(({ length }) => length),
  );
  const { mean, n } = of;
  if (mean === null) return null;
  const deviations = clusters.map(values => values.map(value => value - mean));
  const squares = deviations.flat().reduce((sum, value) => sum + value * value, 0);
  const between = deviations.reduce((sum, values) => sum + values.reduce((a, b) => a + b, 0) ** 2, 0);
  const cr0 = Math.sqrt(between) / n;
  const naive = n < 2 ? null : Math.sqrt(squares / (n - 1) / n);
  const radicand = n < 2 ? null : squares / (n - 1) / n + (between - squares) / (n * n);
  return {
    ...{ n, clusters: of.clusters, mean, naive, cr0, cr1: of.error },
    miller: radicand === null ? null : Math.sqrt(Math.max(0, radicand)),
    designEffect: naive === null || naive === 0 || of.error === null ? null : (of.error / naive) ** 2,
  };
}
