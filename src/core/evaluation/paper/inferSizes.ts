import { countOf } from "./printedShare.js";
import type { CellPlace, PrintedCell, PrintedTable } from "./printedTable.js";

/** Test sets larger than this have a share for nearly every number of two digits: nothing can be inferred. */
const largestSize = 200;
/** Fewer different numbers say too little. */
const fewestValues = 5;
/** A size that leaves more out than this is no explanation. */
const leastShare = 0.8;

export interface PlacedCell {
  readonly place: CellPlace;
  readonly cell: PrintedCell;
  readonly value: number;
}

/** How many questions a column's percentages are shares of, and how that follows. */
export interface InferredSize {
  readonly column: string;
  /** Null: no size explains enough of them. */
  readonly n: number | null;
  readonly derivation: "given" | "inferred" | "unknown";
  /** Different numbers of the column in all tables, and how many of them are counts of n. */
  readonly values: number;
  readonly fitting: number;
  /** Other sizes that explain as many: multiples of n. */
  readonly rivals: readonly number[];
  readonly misfits: readonly PlacedCell[];
}

/**
 * The size of each column's test set: the smallest up to 200 of which the most printed percentages are whole counts (facts:
 * benchmark 2.3). Columns of the same id in several tables are one.
 */
export function inferSizes(tables: readonly PrintedTable[]): readonly InferredSize[] {
  const columns = new Map(tables.flatMap(table => table.columns).map(column => [column.id, column]));
  const percent = [...columns.values()].filter(({ unit }) => unit === "percent");
  return percent.map(({ id, items }) => sizeOf(id, items, measuredCells(tables, id)));
}

/** Every measured number of a column, in the order of the tables. */
export function measuredCells(tables: readonly PrintedTable[], column: string): readonly PlacedCell[] {
  return tables.flatMap(table =>
    table.rows.flatMap(row => {
      const cell = row.cells[column];
      const value = cell?.value ?? null;
      if (row.role !== "measured" || cell === undefined || value === null) return [];
      return [{ place: { table: table.id, row: row.id, column }, cell, value }];
    }),
  );
}

function sizeOf(column: string, given: number | null, cells: readonly PlacedCell[]): InferredSize {
  const distinct = [...new Map(cells.map(one => [one.cell.text, one])).values()];
  const fits = (n: number) => distinct.filter(({ value, cell }) => countOf(value, cell.decimals, n) !== null).length;
  const counted = Array.from({ length: largestSize - 1 }, (_, i) => ({ n: i + 2, fitting: fits(i + 2) }));
  const most = counted.reduce((best, one) => (one.fitting > best.fitting ? one : best), { n: 0, fitting: 0 });
  const isInferred = distinct.length >= fewestValues && most.fitting >= leastShare * distinct.length;
  const n = given ?? (isInferred ? most.n : null);
  const rivals = counted.filter(one => one.fitting === most.fitting && one.n !== n).map(one => one.n);
  return {
    ...{ column, n, derivation: given !== null ? "given" : n === null ? "unknown" : "inferred" },
    ...{
      values: distinct.length,
      fitting: n === null ? 0 : fits(n),
      rivals: given === null && isInferred ? rivals : [],
    },
    misfits: n === null ? [] : cells.filter(({ value, cell }) => countOf(value, cell.decimals, n) === null),
  };
}
