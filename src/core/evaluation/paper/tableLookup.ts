import type { InferredSize } from "./inferSizes.js";
import { countOf } from "./printedShare.js";
import type { PrintedFinding, PrintedPlace } from "./printedFinding.js";
import type { CellPlace, PrintedCell, PrintedTable } from "./printedTable.js";

/** Printed tables with the sizes of their columns, to look cells up in. */
export interface TableLookup {
  readonly tables: readonly PrintedTable[];
  readonly sizes: readonly InferredSize[];
}

export function cellAt({ tables }: TableLookup, { table, row, column }: CellPlace): PrintedCell | null {
  const found = tables.find(({ id }) => id === table)?.rows.find(({ id }) => id === row);
  return found?.cells[column] ?? null;
}

/** With what is printed there; "" where nothing is. */
export function printedAt(lookup: TableLookup, place: CellPlace): PrintedPlace {
  return { ...place, printed: cellAt(lookup, place)?.text ?? "" };
}

/** Null where the column's size is not known, or the number is no count of it. */
export function countAt(lookup: TableLookup, place: CellPlace): { readonly k: number; readonly n: number } | null {
  const n = lookup.sizes.find(({ column }) => column === place.column)?.n ?? null;
  const cell = cellAt(lookup, place);
  const value = cell?.value ?? null;
  if (n === null || value === null) return null;
  const k = countOf(value, cell?.decimals ?? 0, n);
  return k === null ? null : { k, n };
}

export type FindingRule = (lookup: TableLookup) => readonly PrintedFinding[];
