import { type AnswerGrade, gradeOutcomes } from "../answerGrade.js";
import { noOutcomes, type OutcomeCounts } from "../outcomeCounts.js";
import type { CellLayout } from "./cellLayout.js";

/** Values of which an item may have some: their sums and how many they are; both empty where no item has any. */
export interface ItemValues {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/** What was asked in one cell, item by item: an item is a question, or all rotations of one, over all its attempts. */
export interface CellItems extends CellLayout {
  /** Attempts that count, of these those whose answer could be read, and those that are right. */
  readonly counted: Uint32Array;
  readonly answered: Uint32Array;
  readonly right: Uint32Array;
  /** Attempts that wait for a judge, or that the judge failed at: nobody knows whether they are right. */
  readonly waiting: Uint32Array;
  readonly scores: ItemValues;
  readonly zooms: ItemValues;
  readonly ious: ItemValues;
  readonly firstIous: ItemValues;
  readonly secondIous: ItemValues;
  /** Attempts by what they came to, and by who said so. */
  readonly outcomes: OutcomeCounts;
  readonly by: Record<AnswerGrade["by"], number>;
  readonly hasTargets: boolean;
}

const noValues: ItemValues = { sums: new Float64Array(0), counts: new Float64Array(0) };

export const noItems = (): CellItems => ({
  ...{ items: new Int32Array(0), issues: new Int32Array(0), pages: new Int32Array(0), chances: new Float64Array(0) },
  ...{ writers: new Map(), hasNamedIssue: false, hasTargets: false },
  ...{ counted: new Uint32Array(0), answered: new Uint32Array(0), right: new Uint32Array(0) },
  waiting: new Uint32Array(0),
  ...{ scores: noValues, zooms: noValues, ious: noValues, firstIous: noValues, secondIous: noValues },
  ...{ outcomes: noOutcomes(), by: { rule: 0, judge: 0, human: 0 } },
});

/** All cells of a row as one; `layout` is theirs, joined. */
export function joinedItems(cells: readonly CellItems[], layout: CellLayout): CellItems {
  const sizes = cells.map(({ items }) => items.length);
  const all: CellItems = {
    ...layout,
    counted: joined(cells.map(({ counted }) => counted)),
    answered: joined(cells.map(({ answered }) => answered)),
    right: joined(cells.map(({ right }) => right)),
    waiting: joined(cells.map(({ waiting }) => waiting)),
    scores: joinedValues(
      cells.map(({ scores }) => scores),
      sizes,
    ),
    zooms: joinedValues(
      cells.map(({ zooms }) => zooms),
      sizes,
    ),
    ious: joinedValues(
      cells.map(({ ious }) => ious),
      sizes,
    ),
    firstIous: joinedValues(
      cells.map(({ firstIous }) => firstIous),
      sizes,
    ),
    secondIous: joinedValues(
      cells.map(({ secondIous }) => secondIous),
      sizes,
    ),
    outcomes: noOutcomes(),
    by: { rule: 0, judge: 0, human: 0 },
    hasTargets: cells.some(({ hasTargets }) => hasTargets),
  };
  for (const cell of cells) {
    for (const outcome of gradeOutcomes) all.outcomes[outcome] += cell.outcomes[outcome];
    for (const by of ["rule", "judge", "human"] as const) all.by[by] += cell.by[by];
  }
  return all;
}

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function joinedValues(values: readonly ItemValues[], sizes: readonly number[]): ItemValues {
  if (values.every(({ sums }) => sums.length === 0)) return noValues;
  const size = sizes.reduce((sum, one) => sum + one, 0);
  const all = { sums: new Float64Array(size), counts: new Float64Array(size) };
  let start = 0;
  values.forEach(({ sums, counts }, at) => {
    all.sums.set(sums, start);
    all.counts.set(counts, start);
    start += sizes[at] ?? 0;
  });
  return all;
}
