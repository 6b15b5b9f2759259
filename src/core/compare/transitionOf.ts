import { clusterMean } from "../evaluation/clusterMean.js";
import { mcnemar } from "../evaluation/mcnemar.js";
import { tInterval } from "../evaluation/tInterval.js";
import { withinBounds } from "../evaluation/withinBounds.js";
import type { Interval } from "../reward/interval.js";
import { clusterQuestions, type Clusters } from "./clusters.js";
import type { QuestionColumns } from "./questionColumns.js";
import { regroup } from "./regroup.js";
import { sideOutcome } from "./sideOutcome.js";
import { addTo, emptyTally, meanAt } from "./tally.js";

/** The order of rows and columns of a transition matrix. */
export const matrixOutcomes = ["correct", "wrong", "unparsed"] as const;
export type MatrixOutcome = (typeof matrixOutcomes)[number];

/** Counts of questions: their outcome at left by row, at right by column, both in the order of `matrixOutcomes`. */
export type TransitionMatrix = readonly (readonly number[])[];

/** What became of paired questions from the left side to the right one. */
export interface TransitionFigures {
  readonly pairs: number;
  readonly matrix: TransitionMatrix;
  /** Pairs of which one side's outcome is not known; they are in no count but this one. */
  readonly unknown: number;
  /** Pairs right at left alone, and right at right alone: only "correct" is right. */
  readonly lost: number;
  readonly gained: number;
  /** McNemar's exact test of these two. */
  readonly p: number;
  /** Right minus left in accuracy: mean over pairs of the difference of each side's share of right rollouts. */
  readonly difference: Interval;
}

function matrixOf(pairs: Int32Array, left: QuestionColumns, right: QuestionColumns) {
  const matrix = matrixOutcomes.map(() => matrixOutcomes.map(() => 0));
  let unknown = 0;
  for (const question of pairs) {
    const [from, to] = [sideOutcome(left, question), sideOutcome(right, question)];
    if (from === "unknown" || to === "unknown") unknown++;
    else {
      const row = matrix[matrixOutcomes.indexOf(from)];
      const column = matrixOutcomes.indexOf(to);
      if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
    }
  }
  return { matrix, unknown };
}

function differenceOf(pairs: Int32Array, left: QuestionColumns, right: QuestionColumns, clusters: Clusters): Interval {
  const differences = emptyTally(left.rollouts.length);
  for (const question of pairs)
    addTo(differences, question, meanAt(right.accuracy, question) - meanAt(left.accuracy, question));
  const { sums, counts } = regroup(differences, clusterQuestions(pairs, clusters));
  return withinBounds(tInterval(clusterMean(sums, counts)), -1, 1);
}

/** Transition of the given paired questions, with an interval that takes the questions of one page as one cluster. */
export function transitionOf(
  pairs: Int32Array,
  left: QuestionColumns,
  right: QuestionColumns,
  clusters: Clusters,
): TransitionFigures {
  const { matrix, unknown } = matrixOf(pairs, left, right);
  const [row = [], ...others] = matrix;
  const lost = row.slice(1).reduce((sum, count) => sum + count, 0);
  const gained = others.reduce((sum, [toRight = 0]) => sum + toRight, 0);
  const difference = differenceOf(pairs, left, right, clusters);
  return { pairs: pairs.length, matrix, unknown, lost, gained, p: mcnemar(lost, gained), difference };
}
