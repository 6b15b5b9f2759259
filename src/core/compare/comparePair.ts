import { clusterMean, type ClusterMean } from "../evaluation/clusterMean.js";
import { withinBounds } from "../evaluation/withinBounds.js";
import { holm } from "../evaluation/holm.js";
import { welchDifference } from "../evaluation/welchDifference.js";
import type { Interval } from "../reward/interval.js";
import { byTaskKind } from "./byTaskKind.js";
import { clusterQuestions } from "./clusters.js";
import type { GatheredSide } from "./gatherSides.js";
import { pairQuestions, unpairedReason, type Pairing, type UnpairedReason } from "./pairQuestions.js";
import { questionsOf } from "./questionColumns.js";
import { regroup } from "./regroup.js";
import { transitionOf, type TransitionFigures } from "./transitionOf.js";

/** Figures of one task kind, by number, or of all (null). */
export interface OfTaskKind<T> {
  readonly taskKind: number | null;
  readonly figures: T;
}

/** A transition with the p value of its family: Holm's over the task kinds; as it is for all of them together. */
export interface FamilyTransition extends TransitionFigures {
  readonly adjusted: number;
}

/** Right minus left in accuracy over all questions of each side, whether they are the same ones or not. */
export interface UnpairedDifference {
  readonly leftQuestions: number;
  readonly rightQuestions: number;
  readonly difference: Interval;
}

/** Two sides compared, as pairs where they pair and otherwise as what they are: two samples. */
export interface PairComparison {
  readonly pairing: Pairing;
  /** Null: compared as pairs. */
  readonly unpairedReason: UnpairedReason | null;
  /** All task kinds together first, then each. Empty when not compared as pairs. */
  readonly transitions: readonly OfTaskKind<FamilyTransition>[];
  /** The same, when not compared as pairs. */
  readonly differences: readonly OfTaskKind<UnpairedDifference>[];
}

/** The task kind of a question, from whichever side knows it; -1 when neither does. */
export function taskKindAt(left: GatheredSide, right: GatheredSide, question: number): number {
  const atLeft = left.columns.taskKind[question] ?? -1;
  return atLeft >= 0 ? atLeft : (right.columns.taskKind[question] ?? -1);
}

function transitionsOf(left: GatheredSide, right: GatheredSide, pairs: Int32Array, taskKinds: number) {
  const figuresOf = (questions: Int32Array) => transitionOf(questions, left.columns, right.columns, left.clusters);
  const byKind = byTaskKind(pairs, question => taskKindAt(left, right, question), taskKinds).flatMap(
    (questions, taskKind) => (questions.length === 0 ? [] : [{ taskKind, figures: figuresOf(questions) }]),
  );
  const adjusted = holm(byKind.map(({ figures }) => figures.p));
  const all = figuresOf(pairs);
  return [
    { taskKind: null, figures: { ...all, adjusted: all.p } },
    ...byKind.map(({ taskKind, figures }, i) => ({ taskKind, figures: { ...figures, adjusted: adjusted[i] ?? 1 } })),
  ];
}

function accuracyOf({ columns, clusters }: GatheredSide, questions: Int32Array): ClusterMean {
  const { sums, counts } = regroup(columns.accuracy, clusterQuestions(questions, clusters));
  return clusterMean(sums, counts);
}

function differencesOf(left: GatheredSide, right: GatheredSide, taskKinds: number) {
  const none = new Int32Array();
  const figuresOf = (atLeft: Int32Array, atRight: Int32Array) => {
    const difference = welchDifference(accuracyOf(left, atLeft), accuracyOf(right, atRight));
    return {
      leftQuestions: atLeft.length,
      rightQuestions: atRight.length,
      difference: withinBounds(difference, -1, 1),
    };
  };
  const kindOf = (question: number) => taskKindAt(left, right, question);
  const [atLeft, atRight] = [questionsOf(left.columns), questionsOf(right.columns)];
  const [leftKinds, rightKinds] = [atLeft, atRight].map(own => byTaskKind(own, kindOf, taskKinds));
  const byKind = Array.from({ length: taskKinds }, (_, taskKind) => ({
    taskKind,
    figures: figuresOf(leftKinds?.[taskKind] ?? none, rightKinds?.[taskKind] ?? none),
  }));
  const isThere = ({ figures }: (typeof byKind)[number]) => figures.leftQuestions + figures.rightQuestions > 0;
  return [{ taskKind: null, figures: figuresOf(atLeft, atRight) }, ...byKind.filter(isThere)];
}

/** Compares two gathered sides; `taskKinds` is how many kinds there are. */
export function comparePair(left: GatheredSide, right: GatheredSide, taskKinds: number): PairComparison {
  const pairing = pairQuestions(left.columns, right.columns);
  const reason = unpairedReason(pairing);
  return {
    pairing,
    unpairedReason: reason,
    transitions: reason === null ? transitionsOf(left, right, pairing.pairs, taskKinds) : [],
    differences: reason === null ? [] : differencesOf(left, right, taskKinds),
  };
}
