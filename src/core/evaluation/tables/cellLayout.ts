import { splitNames } from "../../benchmark/pageRecord.js";
import { type TaskKind, taskKinds } from "../../benchmark/taskKinds.js";
import type { AskedQuestions } from "./gradeColumns.js";
import { askedNumbers, type AskedNumbers, itemNumber, type TableNames } from "./tableNames.js";

/**
 * What the items of a cell are, whoever was asked. Evaluations that were asked the same share it, so that rows lie item by
 * item beside each other. Numbers of items, issues and pages are those of the table.
 */
export interface CellLayout {
  readonly items: Int32Array;
  readonly issues: Int32Array;
  readonly pages: Int32Array;
  /** Of all rotations together; NaN where it cannot be said. */
  readonly chances: Float64Array;
  /** Items by the model that wrote them. */
  readonly writers: ReadonlyMap<string, number>;
  readonly hasNamedIssue: boolean;
}

/** Where the questions that were asked stand in the cells of their tasks. */
export interface AskedLayout {
  readonly cells: ReadonlyMap<TaskKind, CellLayout>;
  /** Of each question its place in its cell; -1: it does not count. */
  readonly places: Int32Array;
  /** How many rotations of the item were asked, by question; 0: it is no rotation. */
  readonly rotations: Uint32Array;
}

/** The first question of an item, its number, and the chance of all its rotations. */
interface Placed {
  readonly question: number;
  readonly number: number;
  readonly chance: number;
}

/** Cells have their questions in the order in which they were asked, then items of several rotations. */
export function askedLayout(asked: AskedQuestions, names: TableNames): AskedLayout {
  const numbers = askedNumbers(names, asked);
  const wanted = names.cut.split === null ? null : splitNames.indexOf(names.cut.split);
  const places = new Int32Array(asked.ids.length).fill(-1);
  const rotations = new Uint32Array(asked.ids.length);
  const columns = taskKinds.map((): Placed[] => []);
  const rotated = new Map<string, number[]>();
  for (let question = 0; question < places.length; question++) {
    if (wanted !== null && asked.splits[question] !== wanted) continue;
    const number = numbers.items[question] ?? -1;
    const item = asked.items[question] ?? "";
    if (number === -1) rotated.set(item, [...(rotated.get(item) ?? []), question]);
    else places[question] = placed(columns, asked, { question, number, chance: asked.chances[question] ?? NaN });
  }
  for (const [item, questions] of rotated) {
    const place = placed(columns, asked, together(asked, item, questions, names));
    for (const question of questions) {
      places[question] = place;
      rotations[question] = questions.length;
    }
  }
  const cells = columns.flatMap((items, task) => {
    const kind = taskKinds[task];
    return kind === undefined || items.length === 0 ? [] : [[kind, cellOf(items, asked, numbers, names)] as const];
  });
  return { cells: new Map(cells), places, rotations };
}

function placed(columns: readonly Placed[][], { tasks }: AskedQuestions, item: Placed): number {
  const column = columns[tasks[item.question] ?? 0] ?? [];
  return column.push(item) - 1;
}

function together(asked: AskedQuestions, item: string, questions: readonly number[], names: TableNames): Placed {
  const shas = questions.map(question => asked.shas[question] ?? "").sort();
  const chance = questions.reduce((product, question) => product * (asked.chances[question] ?? NaN), 1);
  return { question: questions[0] ?? 0, number: itemNumber(names, item, shas.join("\n")), chance };
}

function cellOf(items: readonly Placed[], asked: AskedQuestions, numbers: AskedNumbers, names: TableNames): CellLayout {
  const writers = new Map<string, number>();
  let hasNamedIssue = false;
  for (const { question } of items) {
    const writer = asked.writerNames[asked.writers[question] ?? 0] ?? null;
    if (writer !== null) writers.set(writer, (writers.get(writer) ?? 0) + 1);
    if (names.cut.by === "issue" && asked.issueNames[asked.issues[question] ?? 0] !== "") hasNamedIssue = true;
  }
  return {
    items: Int32Array.from(items, ({ number }) => number),
    issues: Int32Array.from(items, ({ question }) => numbers.issues[question] ?? 0),
    pages: Int32Array.from(items, ({ question }) => numbers.pages[question] ?? 0),
    chances: Float64Array.from(items, ({ chance }) => chance),
    ...{ writers, hasNamedIssue },
  };
}

/** Cells of a row as one. */
export function joinedLayout(parts: readonly CellLayout[]): CellLayout {
  const size = parts.reduce((sum, { items }) => sum + items.length, 0);
  const ints = (column: (part: CellLayout) => Int32Array): Int32Array => {
    const all = new Int32Array(size);
    let at = 0;
    for (const part of parts) {
      all.set(column(part), at);
      at += column(part).length;
    }
    return all;
  };
  const writers = new Map<string, number>();
  for (const part of parts)
    for (const [writer, count] of part.writers) writers.set(writer, (writers.get(writer) ?? 0) + count);
  return {
    ...{ items: ints(({ items }) => items), issues: ints(({ issues }) => issues), pages: ints(({ pages }) => pages) },
    chances: Float64Array.from(parts.flatMap(({ chances }) => [...chances])),
    ...{ writers, hasNamedIssue: parts.some(part => part.hasNamedIssue) },
  };
}
