import type { Row } from "./rowsOf.js";

/** A unit's bytes are counted with the first of its rows. */
const newBytes = ({ file, row }: Row): number => (file.columns.itemOf(row) === 0 ? file.columns.lengthOf(row) : 0);

/** The first rows that together are no longer than the budget, but one at least: lines of megabytes are few. */
export function withinBytes(rows: readonly Row[], budget: number): readonly Row[] {
  let total = 0;
  const over = rows.findIndex(row => (total += newBytes(row)) > budget);
  return over === -1 ? rows : rows.slice(0, Math.max(1, over));
}
