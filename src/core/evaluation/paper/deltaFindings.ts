import { differenceText } from "./printedShare.js";
import type { PrintedFinding } from "./printedFinding.js";
import type { CellPlace, PrintedCell } from "./printedTable.js";
import { cellAt, countAt, printedAt, type TableLookup } from "./tableLookup.js";

/** The difference of two printed numbers, and of their counts where both are known, as it would be printed. */
export function differencesOf(lookup: TableLookup, place: CellPlace, base: CellPlace): readonly string[] {
  const [here, there] = [cellAt(lookup, place), cellAt(lookup, base)];
  const [value, from] = [here?.value ?? null, there?.value ?? null];
  if (value === null || from === null) return [];
  const decimals = Math.max(here?.decimals ?? 0, there?.decimals ?? 0);
  const printed = differenceText(value - from, decimals);
  const [own, other] = [countAt(lookup, place), countAt(lookup, base)];
  if (own === null || other === null) return [printed];
  return [...new Set([printed, differenceText((100 * own.k) / own.n - (100 * other.k) / other.n, decimals)])];
}

/**
 * Deltas that are not the difference of their cells. Where the counts are not known, a delta of the numbers before they
 * were rounded may be off by one and a half of the last digit.
 */
export function deltaFindings(lookup: TableLookup): readonly PrintedFinding[] {
  return lookup.tables.flatMap(table =>
    table.rows.flatMap(row =>
      Object.entries(row.cells).flatMap(([column, cell]) => {
        if (cell.delta === null || row.base === null) return [];
        const place = { table: table.id, row: row.id, column };
        const base = { table: table.id, row: row.base, column };
        const found = differs(lookup, place, base, cell);
        return found === null ? [] : [found];
      }),
    ),
  );
}

function differs(lookup: TableLookup, place: CellPlace, base: CellPlace, cell: PrintedCell): PrintedFinding | null {
  const { delta } = cell;
  const [recomputed, ...others] = differencesOf(lookup, place, base);
  if (delta === null || recomputed === undefined) return null;
  if (same(delta, recomputed) || others.some(other => same(delta, other))) return null;
  const areCounted = countAt(lookup, place) !== null && countAt(lookup, base) !== null;
  const slack = 1.5 * 10 ** -cell.decimals + 1e-9;
  if (!areCounted && Math.abs(Number(delta) - Number(recomputed)) <= slack) return null;
  const [at, from] = [printedAt(lookup, place), printedAt(lookup, base)];
  return { code: "delta-differs", at, base: from, delta, recomputed, explainedBy: explained(lookup, place, delta) };
}

const same = (a: string, b: string): boolean => Number(a) === Number(b);

/** Another cell of the column that it is the difference from: first the random rows, then the others. */
function explained(lookup: TableLookup, place: CellPlace, delta: string) {
  const rows = lookup.tables.flatMap(table => table.rows.map(row => ({ table: table.id, row })));
  const ordered = [...rows].sort((a, b) => Number(b.row.role === "random") - Number(a.row.role === "random"));
  for (const { table, row } of ordered) {
    const other = { table, row: row.id, column: place.column };
    if (differencesOf(lookup, place, other).some(one => same(one, delta))) return printedAt(lookup, other);
  }
  return null;
}
