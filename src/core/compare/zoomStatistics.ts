import { clusterMean } from "../evaluation/clusterMean.js";
import { shareInterval } from "../evaluation/shareInterval.js";
import { tInterval } from "../evaluation/tInterval.js";
import type { Interval } from "../reward/interval.js";
import type { Clusters } from "./clusters.js";
import type { QuestionColumns } from "./questionColumns.js";
import { regroup, type Tally } from "./tally.js";

/**
 * Table 6 of the paper for some questions of one side. Means and intervals take the questions of one page as one cluster.
 * `n` of an interval counts rollouts, of an IoU zoom calls.
 */
export interface ZoomStatistics {
  readonly rollouts: number;
  readonly questions: number;
  /** Right rollouts among those of known outcome: unparsed ones are not right. */
  readonly accuracy: Interval;
  readonly calls: Interval;
  /** Over zoom calls; surplus and refused ones count as 0. */
  readonly meanIou: Interval;
  readonly firstIou: Interval;
  readonly secondIou: Interval;
  /** The wanted view, over rollouts with targets; 0 without a crop. */
  readonly found: Interval;
  readonly score: Interval;
  /** Rollouts without an answer that can be read, and rollouts of which nobody knows whether they are right. */
  readonly unparsed: number;
  readonly unknown: number;
  /** Rollouts with calls and targets: mean IoU ≥ 0.5 or below, answer right or not. */
  readonly quadrants: {
    readonly goodRight: number;
    readonly goodWrong: number;
    readonly badRight: number;
    readonly badWrong: number;
  };
}

function sumOf(counts: Int32Array, questions: Int32Array): number {
  let sum = 0;
  for (const question of questions) sum += counts[question] ?? 0;
  return sum;
}

/** Figures of the given questions; those without rollouts add nothing. */
export function zoomStatistics(
  columns: QuestionColumns,
  questions: Int32Array,
  { of, count }: Clusters,
): ZoomStatistics {
  const sum = (counts: Int32Array) => sumOf(counts, questions);
  const grouped = (tally: Tally) => regroup(tally, questions, of, count);
  const interval = (tally: Tally) => {
    const { sums, counts } = grouped(tally);
    return tInterval(clusterMean(sums, counts));
  };
  const accuracy = grouped(columns.accuracy);
  const known = questions.filter(question => (columns.accuracy.counts[question] ?? 0) > 0).length;
  const rollouts = sum(columns.rollouts);
  const unparsed = sum(columns.unparsed);
  return {
    rollouts,
    questions: questions.filter(question => (columns.rollouts[question] ?? 0) > 0).length,
    accuracy: shareInterval(accuracy.sums, accuracy.counts, known),
    calls: interval(columns.calls),
    meanIou: interval(columns.iou),
    firstIou: interval(columns.firstIou),
    secondIou: interval(columns.secondIou),
    found: interval(columns.found),
    score: interval(columns.score),
    unparsed,
    unknown: rollouts - sum(columns.right) - sum(columns.wrong) - unparsed,
    quadrants: {
      goodRight: sum(columns.goodRight),
      goodWrong: sum(columns.goodWrong),
      badRight: sum(columns.badRight),
      badWrong: sum(columns.badWrong),
    },
  };
}
