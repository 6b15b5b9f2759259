import { type TaskKind, taskKinds } from "../../benchmark/taskKinds.js";
import { type AnswerGrade, gradeOutcomes } from "../answerGrade.js";
import { isCounted, isUndecided, noOutcomes } from "../outcomeCounts.js";
import type { CellItems, ItemValues } from "./cellItems.js";
import type { AskedLayout, CellLayout } from "./cellLayout.js";
import { type GradeColumns, graders } from "./gradeColumns.js";

/** Values of a cell's items, which have no memory before there is one. */
class Values implements ItemValues {
  sums = new Float64Array(0);
  counts = new Float64Array(0);
  private readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  add(place: number, value: number): void {
    if (this.sums.length === 0) {
      this.sums = new Float64Array(this.size);
      this.counts = new Float64Array(this.size);
    }
    this.sums[place] = (this.sums[place] ?? 0) + value;
    this.counts[place] = (this.counts[place] ?? 0) + 1;
  }
}

/** By code of the outcome: whether it counts, waits for a judge, is an answer, is right. */
const counts = gradeOutcomes.map(isCounted);
const waits = gradeOutcomes.map(isUndecided);
const answers = gradeOutcomes.map(outcome => outcome === "correct" || outcome === "wrong");
const correct = gradeOutcomes.indexOf("correct");

/** A cell while it is filled. */
class Filling {
  readonly counted: Uint32Array;
  readonly answered: Uint32Array;
  readonly right: Uint32Array;
  readonly waiting: Uint32Array;
  readonly outcomes = new Uint32Array(gradeOutcomes.length);
  readonly by = new Uint32Array(graders.length);
  readonly scores: Values;
  readonly zooms: Values;
  readonly ious: Values;
  readonly firstIous: Values;
  readonly secondIous: Values;
  hasTargets = false;
  private readonly layout: CellLayout;

  constructor(layout: CellLayout) {
    const { length } = layout.items;
    this.layout = layout;
    this.counted = new Uint32Array(length);
    this.answered = new Uint32Array(length);
    this.right = new Uint32Array(length);
    this.waiting = new Uint32Array(length);
    this.scores = new Values(length);
    this.zooms = new Values(length);
    this.ious = new Values(length);
    this.firstIous = new Values(length);
    this.secondIous = new Values(length);
  }

  addAttempt(place: number, isAnswered: boolean, isRight: boolean): void {
    this.counted[place] = (this.counted[place] ?? 0) + 1;
    if (isAnswered) this.answered[place] = (this.answered[place] ?? 0) + 1;
    if (isRight) this.right[place] = (this.right[place] ?? 0) + 1;
  }

  addWaiting(place: number): void {
    this.waiting[place] = (this.waiting[place] ?? 0) + 1;
  }

  addOutcome({ outcomes, by, targeted }: GradeColumns, row: number): void {
    const outcome = outcomes[row] ?? 0;
    const grader = by[row] ?? 0;
    this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
    this.by[grader] = (this.by[grader] ?? 0) + 1;
    if (targeted[row] === 1) this.hasTargets = true;
  }

  addValues(place: number, grades: GradeColumns, row: number): void {
    this.zooms.add(place, grades.zooms[row] ?? 0);
    const score = grades.scores[row] ?? NaN;
    if (!Number.isNaN(score)) this.scores.add(place, score);
    if (grades.targeted[row] === 1) this.addIous(place, grades, row);
  }

  private addIous(place: number, { ious, iouEnds }: GradeColumns, row: number): void {
    const start = row === 0 ? 0 : (iouEnds[row - 1] ?? 0);
    for (let at = start; at < (iouEnds[row] ?? 0); at++) {
      const iou = ious[at] ?? 0;
      this.ious.add(place, iou);
      if (at === start) this.firstIous.add(place, iou);
      if (at === start + 1) this.secondIous.add(place, iou);
    }
  }

  get items(): CellItems {
    const outcomes = noOutcomes();
    gradeOutcomes.forEach((outcome, at) => (outcomes[outcome] = this.outcomes[at] ?? 0));
    const by: Record<AnswerGrade["by"], number> = { rule: 0, judge: 0, human: 0 };
    graders.forEach((one, at) => (by[one] = this.by[at] ?? 0));
    const { counted, answered, right, waiting, scores, zooms, ious, firstIous, secondIous, hasTargets } = this;
    return {
      ...this.layout,
      ...{ counted, answered, right, waiting, scores, zooms, ious, firstIous, secondIous, hasTargets, outcomes, by },
    };
  }
}

/** Most evaluations have neither zoom calls nor scores. */
function hasValues({ zooms, scores, ious }: GradeColumns): boolean {
  if (ious.length > 0) return true;
  for (let row = 0; row < zooms.length; row++)
    if ((zooms[row] ?? 0) > 0 || !Number.isNaN(scores[row] ?? NaN)) return true;
  return false;
}

/** Grades gathered into items, by task. */
export function gatherItems(grades: GradeColumns, layout: AskedLayout): ReadonlyMap<TaskKind, CellItems> {
  const { asked, questions, outcomes } = grades;
  const { places, rotations } = layout;
  const cells = taskKinds.map(task => {
    const cell = layout.cells.get(task);
    return cell === undefined ? null : new Filling(cell);
  });
  const areThere = hasValues(grades);
  const rotated: number[] = [];
  for (let row = 0; row < questions.length; row++) {
    const question = questions[row] ?? 0;
    const place = places[question] ?? -1;
    const cell = cells[asked.tasks[question] ?? 0];
    if (place === -1 || cell === undefined || cell === null) continue;
    cell.addOutcome(grades, row);
    if (areThere) cell.addValues(place, grades, row);
    const outcome = outcomes[row] ?? 0;
    if (rotations[question] !== 0) rotated.push(row);
    else if (counts[outcome] === true) cell.addAttempt(place, answers[outcome] === true, outcome === correct);
    else if (waits[outcome] === true) cell.addWaiting(place);
  }
  addRotations(grades, layout, cells, rotated);
  return new Map(
    taskKinds.flatMap((task, at) => {
      const cell = cells[at];
      return cell === undefined || cell === null ? [] : [[task, cell.items] as const];
    }),
  );
}

/** Only attempts at every rotation count; they are right together. */
function addRotations(
  { asked, questions, attempts, outcomes }: GradeColumns,
  { places, rotations }: AskedLayout,
  cells: readonly (Filling | null)[],
  rows: readonly number[],
): void {
  const tries = new Map<string, { readonly question: number; readonly outcomes: number[] }>();
  for (const row of rows) {
    const question = questions[row] ?? 0;
    const key = `${asked.tasks[question] ?? 0} ${places[question] ?? 0} ${attempts[row] ?? 0}`;
    const known = tries.get(key) ?? { question, outcomes: [] };
    tries.set(key, known);
    known.outcomes.push(outcomes[row] ?? 0);
  }
  for (const { question, outcomes: own } of tries.values()) {
    if (own.length < (rotations[question] ?? 0)) continue;
    const [cell, place] = [cells[asked.tasks[question] ?? 0], places[question] ?? 0];
    if (own.every(outcome => counts[outcome] === true)) {
      const isAnswered = own.every(outcome => answers[outcome] === true);
      cell?.addAttempt(
        place,
        isAnswered,
        own.every(outcome => outcome === correct),
      );
    } else if (own.every(outcome => counts[outcome] === true || waits[outcome] === true)) cell?.addWaiting(place);
  }
}
