import type { TableKind } from "../tables/tableKind.js";
import { differencesOf } from "./deltaFindings.js";
import { inferSizes } from "./inferSizes.js";
import { paperTables } from "./paperTables.js";
import { meanStanding, meanText, recomputedMean } from "./printedMean.js";
import { shareText } from "./printedShare.js";
import type { PrintedCell, PrintedColumn, PrintedRow, PrintedTable } from "./printedTable.js";
import { randomValue } from "./rowFindings.js";
import { countAt, type TableLookup } from "./tableLookup.js";

/** A delta as printed and as drawn again; null: none is printed, or none belongs there. */
export interface RedrawnDelta {
  readonly printed: string | null;
  readonly text: string | null;
  readonly agrees: boolean;
}

/** A cell drawn from single measurements: what can be computed is computed, and compared with the print. */
export interface RedrawnCell {
  readonly printed: string;
  /** From the count, the number of choices, or the parts of a mean that cannot be theirs; or else as printed. */
  readonly text: string;
  readonly value: number | null;
  /** What it is a share of; null: no size is known, or no count fits. */
  readonly count: { readonly k: number; readonly n: number } | null;
  readonly delta: RedrawnDelta;
  /** Whether number and delta are drawn as they are printed. */
  readonly agrees: boolean;
  /** Best and second best over guessing, in a table of models; the printed marks are not known. */
  readonly place: 1 | 2 | null;
  readonly parts: readonly string[];
  readonly footnote: number | null;
}

export interface RedrawnRow extends Omit<PrintedRow, "cells"> {
  /** By column id. */
  readonly cells: Readonly<Record<string, RedrawnCell>>;
}

export interface RedrawnColumn extends PrintedColumn {
  /** Questions of the test set, given or inferred; null: not known. */
  readonly n: number | null;
}

export interface RedrawnTable {
  readonly id: string;
  readonly kind: TableKind;
  readonly source: string;
  readonly columns: readonly RedrawnColumn[];
  readonly rows: readonly RedrawnRow[];
}

/** A table of the paper, `"3"` to `"8"`; null: it has no such table. */
export function redrawPaperTable(id: string): RedrawnTable | null {
  const table = paperTables.find(one => one.id === id);
  return table === undefined ? null : redrawTable(table, paperTables);
}

/** The paper's table of this kind, to stand beside one's own: columns of task kinds have the same ids in both. */
export function paperTableOf(kind: TableKind): RedrawnTable | null {
  const table = paperTables.find(one => one.kind === kind);
  return table === undefined ? null : redrawTable(table, paperTables);
}

/** A printed table, drawn again; sizes of test sets are inferred from all the tables. */
export function redrawTable(table: PrintedTable, tables: readonly PrintedTable[]): RedrawnTable {
  const lookup = { tables, sizes: inferSizes(tables) };
  const columns = table.columns.map(column => ({
    ...column,
    n: lookup.sizes.find(size => size.column === column.id)?.n ?? null,
  }));
  const places = new Map(table.columns.map(({ id }) => [id, placesOf(table, id)]));
  const rows = table.rows.map(row => ({
    ...row,
    cells: Object.fromEntries(
      table.columns.flatMap(column => {
        const cell = row.cells[column.id];
        if (cell === undefined) return [];
        const place = places.get(column.id)?.(cell) ?? null;
        return [[column.id, { ...redrawn(lookup, table, row, column, cell), place }] as const];
      }),
    ),
  }));
  return { id: table.id, kind: table.kind, source: table.source, columns, rows };
}

function redrawn(
  lookup: TableLookup,
  table: PrintedTable,
  row: PrintedRow,
  column: PrintedColumn,
  cell: PrintedCell,
): Omit<RedrawnCell, "place"> {
  const place = { table: table.id, row: row.id, column: column.id };
  const count = row.role === "measured" ? countAt(lookup, place) : null;
  const choices = column.treatedAs ?? column.choices;
  const guessed = row.role === "random" && choices !== null ? { k: 1, n: choices } : null;
  const drawn = count ?? guessed;
  const mean = recomputedMean(table.columns, row, column);
  const isOther = mean !== null && meanStanding(cell, mean) === "other";
  const own = isOther ? meanText(mean, cell.decimals) : cell.text;
  const text = drawn === null ? own : shareText(drawn.k, drawn.n, cell.decimals);
  const delta = deltaOf(lookup, table, row, column.id, cell);
  const { value, parts, footnote } = cell;
  return { printed: cell.text, text, value, count, delta, agrees: text === cell.text && delta.agrees, parts, footnote };
}

/** Where a table prints deltas it leaves them out at 0 and at columns that the model was trained on. */
function deltaOf(
  lookup: TableLookup,
  table: PrintedTable,
  row: PrintedRow,
  column: string,
  { delta }: PrintedCell,
): RedrawnDelta {
  const hasDeltas = table.rows.some(one => Object.values(one.cells).some(cell => cell.delta !== null));
  if (row.base === null || row.trained.includes(column) || !hasDeltas) {
    return { printed: delta, text: null, agrees: delta === null };
  }
  const place = { table: table.id, row: row.id, column };
  const texts = differencesOf(lookup, place, { table: table.id, row: row.base, column });
  const text = texts.find(one => one === delta) ?? texts[0] ?? null;
  const shown = text !== null && Number(text) === 0 ? null : text;
  return { printed: delta, text: shown, agrees: shown === delta };
}

/** Which place a cell has in its column, by the caption of Table 3: only what is better than guessing has one. */
function placesOf(table: PrintedTable, column: string): (cell: PrintedCell) => 1 | 2 | null {
  if (table.kind !== "models") return () => null;
  const chance = randomValue(table, column) ?? -1;
  const measured = table.rows.filter(({ role }) => role === "measured").map(row => row.cells[column]?.value ?? null);
  const over = measured.filter(value => value !== null && value > chance);
  const [first, second] = [...new Set(over)].sort((a, b) => Number(b) - Number(a));
  return ({ value }) => {
    if (value === null) return null;
    return value === first ? 1 : value === second ? 2 : null;
  };
}
