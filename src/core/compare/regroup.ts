import type { ClusteredQuestions } from "./clusters.js";
import { emptyTally, type Tally } from "./tally.js";

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
