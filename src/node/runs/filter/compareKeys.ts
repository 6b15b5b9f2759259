import type { SortTerm } from "../../../core/filter/parseSort.js";
import type { FieldValue } from "../../../core/filter/testAtom.js";

/** What things are sorted by, one value a term. */
export type SortKey = readonly FieldValue[];

type Direction = Pick<SortTerm, "isDescending">;

const rank = (value: FieldValue): number => (typeof value === "number" || typeof value === "boolean" ? 0 : 1);

function compareValues(a: FieldValue, b: FieldValue): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (rank(a) === 0) return Number(a) - Number(b);
  const [left, right] = [String(a), String(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** The order of two keys: numbers before texts, and what is missing last, whichever way a term goes. */
export function compareKeys(a: SortKey, b: SortKey, terms: readonly Direction[]): number {
  for (const [at, { isDescending }] of terms.entries()) {
    const [left, right] = [a[at] ?? null, b[at] ?? null];
    if (left === null || right === null) {
      if (left !== right) return Number(left === null) - Number(right === null);
      continue;
    }
    const by = compareValues(left, right);
    if (by !== 0) return isDescending ? -by : by;
  }
  return 0;
}

/** Things in the order of their keys; equal ones stay as they stand. */
export function sortedByKeys<T>(
  things: readonly T[],
  keyOf: (one: T) => SortKey,
  terms: readonly Direction[],
): readonly T[] {
  const keyed = things.map(one => ({ one, key: keyOf(one) }));
  // The sort of the language is stable.
  return keyed.sort((a, b) => compareKeys(a.key, b.key, terms)).map(({ one }) => one);
}
