import { splitNames } from "../../benchmark/pageRecord.js";
import { type TaskKind, taskKinds } from "../../benchmark/taskKinds.js";
import { type AnswerGrade, type GradeOutcome, gradeOutcomes } from "../answerGrade.js";
import { type GradeColumns, graders } from "./gradeColumns.js";
import { askedNumbers, type AskedNumbers, itemNumber, type TableNames } from "./tableNames.js";

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

type Row = number;

/** What gathering an evaluation's grades fills. */
interface Gathering {
  readonly grades: GradeColumns;
  readonly names: TableNames;
  readonly numbers: AskedNumbers;
  readonly cells: Map<TaskKind, CellItems>;
  /** Where each question stands in its cell; -1: not yet. */
  readonly places: Int32Array;
}

/** Grades gathered into items, by task, in the order of the items' first grades. */
export function gatherItems(grades: GradeColumns, names: TableNames): ReadonlyMap<TaskKind, CellItems> {
  const { asked, questions } = grades;
  const numbers = askedNumbers(names, asked);
  const places = new Int32Array(asked.ids.length).fill(-1);
  const work: Gathering = { grades, names, numbers, cells: new Map(), places };
  const wanted = names.cut.split === null ? null : splitNames.indexOf(names.cut.split);
  const rotations = new Map<string, Row[]>();
  for (let row = 0; row < questions.length; row++) {
    const question = questions[row] ?? 0;
    if (wanted !== null && asked.splits[question] !== wanted) continue;
    const item = asked.items[question] ?? "";
    if (numbers.items[question] !== -1) addRow(work, row, question);
    else rotations.set(item, [...(rotations.get(item) ?? []), row]);
  }
  for (const rows of rotations.values()) addRotations(work, rows);
  return work.cells;
}

function cellOf({ grades: { asked }, cells }: Gathering, question: number): CellItems {
  const task = taskKinds[asked.tasks[question] ?? 0] ?? taskKinds[0];
  const known = cells.get(task);
  if (known !== undefined) return known;
  const made = noItems();
  cells.set(task, made);
  return made;
}

function addRow(work: Gathering, row: Row, question: number): void {
  const { grades, numbers, places } = work;
  const cell = cellOf(work, question);
  let place = places[question] ?? -1;
  if (place === -1) {
    place = addItem(work, cell, question, numbers.items[question] ?? 0, grades.asked.chances[question] ?? NaN);
    places[question] = place;
  }
  const outcome = addValues(cell, place, grades, row);
  if (!leftOut.has(outcome)) {
    const isRead = outcome === "correct" || outcome === "wrong";
    addAttempt(cell, place, isRead, outcome === "correct");
  }
}

function addItem(
  { grades: { asked }, names, numbers }: Gathering,
  cell: CellItems,
  question: number,
  number: number,
  chance: number,
): number {
  cell.items.push(number);
  cell.issues.push(numbers.issues[question] ?? 0);
  cell.pages.push(numbers.pages[question] ?? 0);
  cell.chances.push(chance);
  cell.counted.push(0);
  cell.answered.push(0);
  cell.right.push(0);
  if (names.cut.by === "issue" && asked.issueNames[asked.issues[question] ?? 0] !== "") cell.hasNamedIssue = true;
  const writer = asked.writerNames[asked.writers[question] ?? 0] ?? null;
  if (writer !== null) cell.writers.set(writer, (cell.writers.get(writer) ?? 0) + 1);
  return cell.items.length - 1;
}

const outcomeAt = ({ outcomes }: GradeColumns, row: Row): GradeOutcome => gradeOutcomes[outcomes[row] ?? 0] ?? "stale";

function addValues(cell: CellItems, place: number, grades: GradeColumns, row: Row): GradeOutcome {
  const outcome = outcomeAt(grades, row);
  cell.outcomes[outcome]++;
  cell.by[graders[grades.by[row] ?? 0] ?? "rule"]++;
  add(cell.zooms, place, grades.zooms[row] ?? 0);
  const score = grades.scores[row] ?? NaN;
  if (!Number.isNaN(score)) add(cell.scores, place, score);
  if (grades.targeted[row] === 1) addIous(cell, place, grades, row);
  return outcome;
}

function addIous(cell: CellItems, place: number, { ious, iouEnds }: GradeColumns, row: Row): void {
  cell.hasTargets = true;
  const start = row === 0 ? 0 : (iouEnds[row - 1] ?? 0);
  for (let at = start; at < (iouEnds[row] ?? 0); at++) {
    const iou = ious[at] ?? 0;
    add(cell.ious, place, iou);
    if (at === start) add(cell.firstIous, place, iou);
    if (at === start + 1) add(cell.secondIous, place, iou);
  }
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
function addRotations(work: Gathering, rows: readonly Row[]): void {
  const { grades, names } = work;
  const { asked } = grades;
  const [first] = rows;
  if (first === undefined) return;
  const question = grades.questions[first] ?? 0;
  const cell = cellOf(work, question);
  const rotations = new Map(rows.map(row => [asked.ids[grades.questions[row] ?? 0], grades.questions[row] ?? 0]));
  const shas = Array.from(rotations.values(), rotation => asked.shas[rotation] ?? "").sort();
  const chance = Array.from(rotations.values(), rotation => asked.chances[rotation] ?? NaN).reduce((a, b) => a * b, 1);
  const number = itemNumber(names, asked.items[question] ?? "", shas.join("\n"));
  const place = addItem(work, cell, question, number, chance);
  const attempts = new Map<number, GradeOutcome[]>();
  for (const row of rows) {
    const attempt = grades.attempts[row] ?? 0;
    attempts.set(attempt, [...(attempts.get(attempt) ?? []), addValues(cell, place, grades, row)]);
  }
  for (const outcomes of attempts.values()) {
    if (outcomes.length < rotations.size || outcomes.some(outcome => leftOut.has(outcome))) continue;
    const isRead = outcomes.every(outcome => outcome === "correct" || outcome === "wrong");
    addAttempt(
      cell,
      place,
      isRead,
      outcomes.every(outcome => outcome === "correct"),
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
