import { measuredCells, type PlacedCell } from "./inferSizes.js";
import type { PrintedFinding } from "./printedFinding.js";
import type { PrintedTable } from "./printedTable.js";
import type { TableLookup } from "./tableLookup.js";

/** One model, asked in one way, with two values: numbers that agree as far as both are printed are one. */
export function valueFindings({ tables }: TableLookup): readonly PrintedFinding[] {
  const columns = new Set(tables.flatMap(table => table.columns.map(({ id }) => id)));
  return [...columns].flatMap(column => {
    const byModel = new Map<string, { readonly model: string; readonly cells: PlacedCell[] }>();
    for (const one of measuredCells(tables, column)) {
      const row = rowOf(tables, one);
      if (row === undefined) continue;
      const key = JSON.stringify([row.model, row.input]);
      const known = byModel.get(key) ?? { model: row.model, cells: [] };
      known.cells.push(one);
      byModel.set(key, known);
    }
    return [...byModel.values()].flatMap(({ model, cells }): readonly PrintedFinding[] => {
      if (cells.every(one => cells.every(other => agree(one, other)))) return [];
      return [
        { code: "two-values", model, column, at: cells.map(({ place, cell }) => ({ ...place, printed: cell.text })) },
      ];
    });
  });
}

function rowOf(tables: readonly PrintedTable[], { place }: PlacedCell) {
  return tables.find(({ id }) => id === place.table)?.rows.find(({ id }) => id === place.row);
}

function agree(a: PlacedCell, b: PlacedCell): boolean {
  return Math.abs(a.value - b.value) <= 0.5 * 10 ** -Math.min(a.cell.decimals, b.cell.decimals) + 1e-9
    ? a.cell.decimals !== b.cell.decimals || a.value === b.value
    : false;
}
