import type { Outcome } from "../rollout/outcome.js";
import type { FactView } from "../reward/factView.js";
import { addTo, emptyTally, type Tally } from "./tally.js";

/** Rollouts whose boxes are good have a mean IoU of this or more. */
const goodIou = 0.5;

/** What is known of each question on one side, by question number. A question that the side lacks has no rollouts. */
export interface QuestionColumns {
  readonly rollouts: Int32Array;
  /** Rollouts by outcome; those of unknown outcome are the rest. */
  readonly right: Int32Array;
  readonly wrong: Int32Array;
  readonly unparsed: Int32Array;
  /** Right (1) or not (0), over rollouts of known outcome. */
  readonly accuracy: Tally;
  /** Logged score, over rollouts that have a number. */
  readonly score: Tally;
  /** Zoom calls a rollout. */
  readonly calls: Tally;
  /** IoU, over zoom calls: of all, of each rollout's first, of its second. */
  readonly iou: Tally;
  readonly firstIou: Tally;
  readonly secondIou: Tally;
  /** The wanted view, over rollouts; those without a crop count as 0. */
  readonly found: Tally;
  /** Rollouts with calls and targets of which nobody knows what the boxes come to: where they lie, as on a page of unknown size. */
  readonly unplaced: Int32Array;
  /** Rollouts with calls, targets and a known outcome: good box or bad, answer right or not. */
  readonly goodRight: Int32Array;
  readonly goodWrong: Int32Array;
  readonly badRight: Int32Array;
  readonly badWrong: Int32Array;
  /** Numbers of task kinds; -1 when unknown. */
  readonly taskKind: Int32Array;
  /** The side's own page indexes; -1 when unknown. */
  readonly page: Int32Array;
  /** The first rollout of each question, and after each rollout the next one of its question; -1 at the end. */
  readonly firstRollout: Int32Array;
  readonly nextRollout: Int32Array;
}

function emptyColumns(questions: number, rollouts: number): QuestionColumns {
  const ints = () => new Int32Array(questions);
  const none = (length: number) => new Int32Array(length).fill(-1);
  return {
    rollouts: ints(),
    right: ints(),
    wrong: ints(),
    unparsed: ints(),
    accuracy: emptyTally(questions),
    score: emptyTally(questions),
    calls: emptyTally(questions),
    iou: emptyTally(questions),
    firstIou: emptyTally(questions),
    secondIou: emptyTally(questions),
    found: emptyTally(questions),
    unplaced: ints(),
    goodRight: ints(),
    goodWrong: ints(),
    badRight: ints(),
    badWrong: ints(),
    taskKind: none(questions),
    page: none(questions),
    firstRollout: none(questions),
    nextRollout: none(rollouts),
  };
}

const increment = (counts: Int32Array, at: number) => {
  counts[at] = (counts[at] ?? 0) + 1;
};

function addOutcome(columns: QuestionColumns, question: number, outcome: Outcome): void {
  switch (outcome) {
    case "correct":
      increment(columns.right, question);
      break;
    case "wrong":
      increment(columns.wrong, question);
      break;
    case "unparsed":
      increment(columns.unparsed, question);
      break;
    case "unknown":
      return;
    default:
      outcome satisfies never;
  }
  addTo(columns.accuracy, question, outcome === "correct" ? 1 : 0);
}

function addQuadrant(columns: QuestionColumns, question: number, outcome: Outcome, meanIou: number): void {
  if (outcome === "unknown") return;
  const isRight = outcome === "correct";
  if (meanIou >= goodIou) increment(isRight ? columns.goodRight : columns.goodWrong, question);
  else increment(isRight ? columns.badRight : columns.badWrong, question);
}

/** Zoom calls and their IoUs. A rollout has either no IoUs, since nobody knows the targets, or one for each call. */
function addCalls(columns: QuestionColumns, question: number, view: FactView, rollout: number, outcome: Outcome): void {
  const calls = view.callsOf(rollout);
  addTo(columns.calls, question, calls);
  if (calls === 0) return;
  const first = view.iouOf(rollout, 0);
  if (Number.isNaN(first)) return;
  addTo(columns.firstIou, question, first);
  let sum = first;
  for (let call = 1; call < calls; call++) {
    const iou = view.iouOf(rollout, call);
    if (call === 1) addTo(columns.secondIou, question, iou);
    sum += iou;
  }
  const { sums, counts } = columns.iou;
  sums[question] = (sums[question] ?? 0) + sum;
  counts[question] = (counts[question] ?? 0) + calls;
  addQuadrant(columns, question, outcome, sum / calls);
}

/** Looks at the question's targets only where boxes come to nothing: most often nobody knows those. */
function isUnplaced(view: FactView, rollout: number): boolean {
  if (view.callsOf(rollout) === 0) return false;
  if (!Number.isNaN(view.foundOf(rollout)) && !Number.isNaN(view.iouOf(rollout, 0))) return false;
  return view.rewardAt(rollout).tool.kind === "targets";
}

/**
 * Gathers one side by question in a single pass over its columns. `questionOf` holds the number of each rollout's
 * question, of `questions` that all sides have together. Task kinds are the side's own indexes.
 */
export function questionColumns(view: FactView, questionOf: Int32Array, questions: number): QuestionColumns {
  const columns = emptyColumns(questions, view.count);
  const lastRollout = new Int32Array(questions).fill(-1);
  for (let rollout = 0; rollout < view.count; rollout++) {
    const question = questionOf[rollout] ?? 0;
    const last = lastRollout[question] ?? -1;
    if (last === -1) {
      columns.firstRollout[question] = rollout;
      columns.taskKind[question] = view.taskKindOf(rollout);
      columns.page[question] = view.pageOf(rollout);
    } else columns.nextRollout[last] = rollout;
    lastRollout[question] = rollout;
    increment(columns.rollouts, question);
    const outcome = view.outcomeOf(rollout);
    addOutcome(columns, question, outcome);
    addTo(columns.score, question, view.scoreOf(rollout));
    addTo(columns.found, question, view.foundOf(rollout));
    addCalls(columns, question, view, rollout, outcome);
    if (isUnplaced(view, rollout)) increment(columns.unplaced, question);
  }
  return columns;
}

/** The questions that a side has, ascending. */
export function questionsOf({ rollouts }: QuestionColumns): Int32Array {
  const own = new Int32Array(rollouts.length);
  let count = 0;
  for (let question = 0; question < rollouts.length; question++)
    if ((rollouts[question] ?? 0) > 0) own[count++] = question;
  return own.subarray(0, count);
}
