import { type AnswerGrade, type GradeOutcome, gradeOutcomes } from "../answerGrade.js";
import { itemNumber, numberOf, type TableNames } from "./tableNames.js";

/** Values of which an item may have some: their sums and how many they are; items behind the last that has some are left out. */
export interface ItemValues {
  readonly sums: number[];
  readonly counts: number[];
}

/**
 * What was asked in one cell, item by item: an item is a question, or all rotations of one, over all its attempts. Numbers
 * of items, issues and pages are those of the table.
 */
export interface CellItems {
  readonly items: number[];
  readonly issues: number[];
  readonly pages: number[];
  /** Of all rotations together; NaN where it cannot be said. */
  readonly chances: number[];
  /** Attempts that count, of these those whose answer could be read, and those that are right. */
  readonly counted: number[];
  readonly answered: number[];
  readonly right: number[];
  readonly scores: ItemValues;
  readonly zooms: ItemValues;
  readonly ious: ItemValues;
  readonly firstIous: ItemValues;
  readonly secondIous: ItemValues;
  /** Attempts by what they came to, and by who said so. */
  readonly outcomes: Record<GradeOutcome, number>;
  readonly by: Record<AnswerGrade["by"], number>;
  /** Items by the model that wrote them. */
  readonly writers: Map<string, number>;
  hasTargets: boolean;
  hasNamedIssue: boolean;
}

const noValues = (): ItemValues => ({ sums: [], counts: [] });

export const noItems = (): CellItems => ({
  ...{ items: [], issues: [], pages: [], chances: [], counted: [], answered: [], right: [] },
  ...{ scores: noValues(), zooms: noValues(), ious: noValues(), firstIous: noValues(), secondIous: noValues() },
  outcomes: {
    ...{ correct: 0, wrong: 0, unparsed: 0, truncated: 0, refused: 0, empty: 0, failed: 0 },
    ...{ unjudged: 0, "judge-failed": 0, excluded: 0, stale: 0 },
  },
  by: { rule: 0, judge: 0, human: 0 },
  writers: new Map(),
  hasTargets: false,
  hasNamedIssue: false,
});

/** Grades gathered into items, by column, in the order of the items' first grades. */
export function gatherItems(
  grades: readonly AnswerGrade[],
  names: TableNames,
  columnOf: (grade: AnswerGrade) => string,
): ReadonlyMap<string, CellItems> {
  const columns = new Map<string, { readonly cell: CellItems; readonly places: Map<number, number> }>();
  const rotations = new Map<string, AnswerGrade[]>();
  for (const grade of grades) {
    const id = columnOf(grade);
    const column = columns.get(id) ?? { cell: noItems(), places: new Map<number, number>() };
    columns.set(id, column);
    if (grade.item !== grade.questionId) {
      const group = rotations.get(grade.item);
      if (group === undefined) rotations.set(grade.item, [grade]);
      else group.push(grade);
      continue;
    }
    const number = itemNumber(names, grade.item, grade.questionSha);
    const place = column.places.get(number) ?? addItem(column.cell, number, grade, names, grade.chance);
    column.places.set(number, place);
    addValues(column.cell, place, grade);
    if (!leftOut.has(grade.outcome)) {
      const isRead = grade.outcome === "correct" || grade.outcome === "wrong";
      addAttempt(column.cell, place, isRead, grade.outcome === "correct");
    }
  }
  for (const group of rotations.values()) addRotations(columns, group, names, columnOf);
  return new Map(Array.from(columns, ([id, { cell }]) => [id, cell]));
}

function addItem(
  cell: CellItems,
  number: number,
  { issueId, pageId, writer }: AnswerGrade,
  names: TableNames,
  chance: number | null,
): number {
  cell.items.push(number);
  cell.issues.push(numberOf(names.issues, issueId === "" ? `page ${pageId}` : issueId));
  cell.pages.push(numberOf(names.pages, pageId));
  cell.chances.push(chance ?? NaN);
  cell.counted.push(0);
  cell.answered.push(0);
  cell.right.push(0);
  if (issueId !== "") cell.hasNamedIssue = true;
  if (writer !== null) cell.writers.set(writer, (cell.writers.get(writer) ?? 0) + 1);
  return cell.items.length - 1;
}

function addValues(cell: CellItems, place: number, grade: AnswerGrade): void {
  cell.outcomes[grade.outcome]++;
  cell.by[grade.by]++;
  add(cell.zooms, place, grade.zooms);
  if (grade.score !== null) add(cell.scores, place, grade.score);
  if (grade.ious === null) return;
  cell.hasTargets = true;
  grade.ious.forEach((iou, call) => {
    add(cell.ious, place, iou);
    if (call === 0) add(cell.firstIous, place, iou);
    if (call === 1) add(cell.secondIous, place, iou);
  });
}

function add({ sums, counts }: ItemValues, place: number, value: number): void {
  // Without holes: a list of numbers stays one.
  while (sums.length <= place) {
    sums.push(0);
    counts.push(0);
  }
  sums[place] = (sums[place] ?? 0) + value;
  counts[place] = (counts[place] ?? 0) + 1;
}

/** In no mean, and counted beside it (facts: evaluation 6.1). */
const leftOut: ReadonlySet<GradeOutcome> = new Set(["unjudged", "judge-failed", "excluded", "stale"]);

function addAttempt(
  { counted, answered, right }: CellItems,
  place: number,
  isAnswered: boolean,
  isRight: boolean,
): void {
  counted[place] = (counted[place] ?? 0) + 1;
  if (isAnswered) answered[place] = (answered[place] ?? 0) + 1;
  if (isRight) right[place] = (right[place] ?? 0) + 1;
}

/** Only attempts at every rotation count; they are right together. */
function addRotations(
  columns: ReadonlyMap<string, { readonly cell: CellItems }>,
  group: readonly AnswerGrade[],
  names: TableNames,
  columnOf: (grade: AnswerGrade) => string,
): void {
  const [first] = group;
  const cell = first === undefined ? undefined : columns.get(columnOf(first))?.cell;
  if (first === undefined || cell === undefined) return;
  const questions = new Map(group.map(grade => [grade.questionId, grade]));
  const shas = Array.from(questions.values(), ({ questionSha }) => questionSha).sort();
  const chances = Array.from(questions.values(), ({ chance }) => chance ?? NaN);
  const chance = chances.reduce((product, one) => product * one, 1);
  const place = addItem(cell, itemNumber(names, first.item, shas.join("\n")), first, names, chance);
  const attempts = new Map<number, AnswerGrade[]>();
  for (const grade of group) {
    addValues(cell, place, grade);
    attempts.set(grade.attempt, [...(attempts.get(grade.attempt) ?? []), grade]);
  }
  for (const attempt of attempts.values()) {
    if (attempt.length < questions.size || attempt.some(({ outcome }) => leftOut.has(outcome))) continue;
    const isRight = attempt.every(({ outcome }) => outcome === "correct");
    addAttempt(
      cell,
      place,
      attempt.every(({ outcome }) => outcome === "correct" || outcome === "wrong"),
      isRight,
    );
  }
}

/** All cells of a row as one. */
export function joinedItems(cells: readonly CellItems[]): CellItems {
  const joined = (of: (cell: CellItems) => readonly number[]): number[] => new Array<number>().concat(...cells.map(of));
  const sizes = cells.map(({ items }) => items.length);
  const all: CellItems = {
    ...noItems(),
    items: joined(cell => cell.items),
    issues: joined(cell => cell.issues),
    pages: joined(cell => cell.pages),
    chances: joined(cell => cell.chances),
    counted: joined(cell => cell.counted),
    answered: joined(cell => cell.answered),
    right: joined(cell => cell.right),
    scores: joinedValues(
      cells.map(cell => cell.scores),
      sizes,
    ),
    zooms: joinedValues(
      cells.map(cell => cell.zooms),
      sizes,
    ),
    ious: joinedValues(
      cells.map(cell => cell.ious),
      sizes,
    ),
    firstIous: joinedValues(
      cells.map(cell => cell.firstIous),
      sizes,
    ),
    secondIous: joinedValues(
      cells.map(cell => cell.secondIous),
      sizes,
    ),
    hasTargets: cells.some(cell => cell.hasTargets),
    hasNamedIssue: cells.some(cell => cell.hasNamedIssue),
  };
  for (const cell of cells) {
    for (const outcome of gradeOutcomes) all.outcomes[outcome] += cell.outcomes[outcome];
    for (const by of ["rule", "judge", "human"] as const) all.by[by] += cell.by[by];
    for (const [writer, count] of cell.writers) all.writers.set(writer, (all.writers.get(writer) ?? 0) + count);
  }
  return all;
}

function joinedValues(values: readonly ItemValues[], sizes: readonly number[]): ItemValues {
  if (values.every(({ sums }) => sums.length === 0)) return noValues();
  const filled = (numbers: readonly number[], at: number): readonly number[] => {
    const missing = (sizes[at] ?? 0) - numbers.length;
    return missing === 0 ? numbers : [...numbers, ...new Array<number>(missing).fill(0)];
  };
  return {
    sums: new Array<number>().concat(...values.map(({ sums }, at) => filled(sums, at))),
    counts: new Array<number>().concat(...values.map(({ counts }, at) => filled(counts, at))),
  };
}
