import type { RowColumns } from "./indexedFile.js";

/** The first row whose unit begins at a byte; null where none does. Rows of one unit share its byte. */
export function rowAtByte(columns: Pick<RowColumns, "count" | "offsetOf">, offset: number): number | null {
  let [low, high] = [0, columns.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (columns.offsetOf(middle) < offset) low = middle + 1;
    else high = middle;
  }
  return low < columns.count && columns.offsetOf(low) === offset ? low : null;
}
