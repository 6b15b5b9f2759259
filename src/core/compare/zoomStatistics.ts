import { clusterMean } from "../evaluation/clusterMean.js";
import { shareInterval } from "../evaluation/shareInterval.js";
import { tInterval } from "../evaluation/tInterval.js";
import { withinBounds } from "../evaluation/withinBounds.js";
import type { Interval } from "../reward/interval.js";
import { isKnownEnough } from "../reward/isKnownEnough.js";
import { clusterQuestions, type Clusters } from "./clusters.js";
import type { QuestionColumns } from "./questionColumns.js";
import { regroup } from "./regroup.js";
import type { Tally } from "./tally.js";

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
  /**
   * Over zoom calls; surplus and refused ones count as 0. Of nothing, as the IoUs below and the view, where too many
   * rollouts are unplaced: the others are those that did not zoom, or were refused.
   */
  readonly meanIou: Interval;
  readonly firstIou: Interval;
  readonly secondIou: Interval;
  /** The wanted view, over rollouts with targets; 0 without a crop. */
  readonly found: Interval;
  readonly score: Interval;
  /** Rollouts with calls and targets whose boxes cannot be placed. */
  readonly unplaced: number;
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

const ofNothing: Interval = { value: null, lo: null, hi: null, n: 0 };

function sumOf(counts: Int32Array | Float64Array, questions: Int32Array): number {
  let sum = 0;
  for (const question of questions) sum += counts[question] ?? 0;
  return sum;
}

/** How many of the questions have values in the tally. */
function having({ counts }: Tally, questions: Int32Array): number {
  let having = 0;
  for (const question of questions) if ((counts[question] ?? 0) > 0) having++;
  return having;
}

/** Figures of the given questions of one side, each of which has rollouts there. */
export function zoomStatistics(columns: QuestionColumns, questions: Int32Array, clusters: Clusters): ZoomStatistics {
  const sum = (counts: Int32Array | Float64Array) => sumOf(counts, questions);
  const own = clusterQuestions(questions, clusters);
  const grouped = (tally: Tally) => regroup(tally, own);
  const interval = (tally: Tally, most: number) => {
    const { sums, counts } = grouped(tally);
    return withinBounds(tInterval(clusterMean(sums, counts)), 0, most);
  };
  const unplaced = sum(columns.unplaced);
  const isFair = ({ counts }: Tally) => isKnownEnough(sum(counts), unplaced);
  const areZoomsFair = isFair(columns.firstIou);
  const iou = (tally: Tally) => (areZoomsFair ? interval(tally, 1) : ofNothing);
  const accuracy = grouped(columns.accuracy);
  const score = grouped(columns.score);
  const rollouts = sum(columns.rollouts);
  const [right, wrong, unparsed] = [sum(columns.right), sum(columns.wrong), sum(columns.unparsed)];
  return {
    rollouts,
    questions: questions.length,
    accuracy: shareInterval(accuracy.sums, accuracy.counts, having(columns.accuracy, questions)),
    calls: interval(columns.calls, Infinity),
    meanIou: iou(columns.iou),
    firstIou: iou(columns.firstIou),
    secondIou: iou(columns.secondIou),
    found: isFair(columns.found) ? interval(columns.found, 1) : ofNothing,
    score: tInterval(clusterMean(score.sums, score.counts)),
    unplaced,
    unparsed,
    unknown: rollouts - right - wrong - unparsed,
    quadrants: {
      goodRight: sum(columns.goodRight),
      goodWrong: sum(columns.goodWrong),
      badRight: sum(columns.badRight),
      badWrong: sum(columns.badWrong),
    },
  };
}
