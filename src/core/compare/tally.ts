import type { ClusteredQuestions } from "./clusters.js";

/** Sums of values, and how many there are, by question or by cluster of questions. */
export interface Tally {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

export function emptyTally(length: number): Tally {
  return { sums: new Float64Array(length), counts: new Float64Array(length) };
}

/** Adds a value that is a finite number; NaN and the infinities are no values and enter no mean. */
export function addTo({ sums, counts }: Tally, at: number, value: number): void {
  if (!Number.isFinite(value)) return;
  sums[at] = (sums[at] ?? 0) + value;
  counts[at] = (counts[at] ?? 0) + 1;
}

/** NaN without values. */
export function meanAt({ sums, counts }: Tally, at: number): number {
  return (sums[at] ?? 0) / (counts[at] ?? 0);
}

/** The tally of clusters of questions. */
export function regroup(tally: Tally, { questions, clusterAt, clusters }: ClusteredQuestions): Tally {
  const grouped = emptyTally(clusters);
  for (let i = 0; i < questions.length; i++) {
    const question = questions[i] ?? 0;
    const cluster = clusterAt[i] ?? 0;
    grouped.sums[cluster] = (grouped.sums[cluster] ?? 0) + (tally.sums[question] ?? 0);
    grouped.counts[cluster] = (grouped.counts[cluster] ?? 0) + (tally.counts[question] ?? 0);
  }
  return grouped;
}
