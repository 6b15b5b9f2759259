import { countOf } from "./printedShare.js";
import type { CellPlace, PrintedCell, PrintedTable } from "./printedTable.js";
import { chanceEvidence, type PrintedNumbers, type SizeEvidence, sizeEvidence } from "./sizeEvidence.js";

/** Of larger test sets more than every tenth number of two digits is a share: a table says too little of them. */
const largestSize = 1000;
/** A size is known only where twice as many questions are less likely. */
const largestWeighed = 2 * largestSize;
/** A size that is so much less likely than another one is none, and no size is one that is not so much likelier than chance. */
const certainty = Math.log(1000);
/** Multiples of a size explain what it explains: so many of them are told. */
const mostTimes = 5;
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
  /** Other sizes that explain as many, up to five times n: multiples of it. */
  readonly rivals: readonly number[];
  readonly misfits: readonly PlacedCell[];
}

/**
 * The size of each column's test set, up to 1000: the likeliest by how many of the printed percentages are whole counts of it,
 * where all others that are nearly as likely are its multiples and explain no more (facts: benchmark 2.3). Columns of the same id
 * in several tables are one.
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

const fits = ({ value, cell }: PlacedCell, n: number): boolean => countOf(value, cell.decimals, n) !== null;

function byDecimals(cells: readonly PlacedCell[]): readonly PrintedNumbers[] {
  const groups = new Map<number, number[]>();
  for (const { value, cell } of cells) groups.set(cell.decimals, [...(groups.get(cell.decimals) ?? []), value]);
  return Array.from(groups, ([decimals, values]) => ({ decimals, values }));
}

/** The size of which different numbers are counts; null: several are likely, or none is. */
function likeliest(cells: readonly PlacedCell[], sizes: readonly SizeEvidence[], chance: number): SizeEvidence | null {
  const [first] = sizes;
  if (first === undefined || cells.length < fewestValues) return null;
  const best = sizes.reduce((most, one) => (one.evidence > most.evidence ? one : most), first);
  const least = best.evidence - certainty;
  if (best.n > largestSize || least < chance || best.fitting < leastShare * cells.length) return null;
  const misfits = cells.filter(one => !fits(one, best.n));
  // A finer size of which a misfit would be a count may be the right one.
  const isOther = ({ n }: SizeEvidence): boolean => n % best.n !== 0 || misfits.some(one => fits(one, n));
  return sizes.some(one => one.evidence >= least && isOther(one)) ? null : best;
}

function sizeOf(column: string, given: number | null, cells: readonly PlacedCell[]): InferredSize {
  const distinct = [...new Map(cells.map(one => [one.cell.text, one])).values()];
  const misfits = (n: number) => cells.filter(one => !fits(one, n));
  const base = { column, values: distinct.length };
  if (given !== null) {
    const fitting = distinct.filter(one => fits(one, given)).length;
    return { ...base, n: given, derivation: "given", fitting, rivals: [], misfits: misfits(given) };
  }
  const printed = byDecimals(distinct);
  const sizes = Array.from({ length: largestWeighed - 1 }, (_, at) => sizeEvidence(printed, at + 2));
  const best = likeliest(distinct, sizes, chanceEvidence(printed, sizes.length));
  if (best === null) return { ...base, n: null, derivation: "unknown", fitting: 0, rivals: [], misfits: [] };
  const { n, fitting } = best;
  const isRival = (one: SizeEvidence): boolean => one.fitting === fitting && one.n !== n && one.n <= mostTimes * n;
  const rivals = sizes.filter(isRival).map(one => one.n);
  return { ...base, n, derivation: "inferred", fitting, rivals, misfits: misfits(n) };
}
