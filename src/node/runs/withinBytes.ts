import type { Row } from "./rowsOf.js";

/** The first rows that together are no longer than the budget, but one at least: lines of megabytes are few. */
export function withinBytes(rows: readonly Row[], budget: number): readonly Row[] {
  let total = 0;
  const over = rows.findIndex(({ file, row }) => (total += file.columns.lengthOf(row)) > budget);
  return over === -1 ? rows : rows.slice(0, Math.max(1, over));
}
