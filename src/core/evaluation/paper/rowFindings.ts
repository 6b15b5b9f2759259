import type { PrintedFinding } from "./printedFinding.js";
import { shareText } from "./printedShare.js";
import type { PrintedCell, PrintedTable } from "./printedTable.js";
import type { TableLookup } from "./tableLookup.js";

/** Random rows that do not fit the number of choices. */
export function randomFindings({ tables }: TableLookup): readonly PrintedFinding[] {
  return tables.flatMap(table =>
    table.rows
      .filter(({ role }) => role === "random")
      .flatMap(row =>
        table.columns.flatMap(({ id, choices }): readonly PrintedFinding[] => {
          const cell = row.cells[id];
          if (choices === null || cell === undefined || cell.value === null) return [];
          const recomputed = shareText(1, choices, cell.decimals);
          if (Number(recomputed) === cell.value) return [];
          const at = { table: table.id, row: row.id, column: id, printed: cell.text };
          return [{ code: "random-differs", at, choices, recomputed }];
        }),
      ),
  );
}

/** Means that lie outside the figures that are printed as their parts. With which weights they were taken is not told. */
export function meanFindings({ tables }: TableLookup): readonly PrintedFinding[] {
  return tables.flatMap(table =>
    table.rows.flatMap(row =>
      Object.entries(row.cells).flatMap(([column, cell]): readonly PrintedFinding[] => {
        if (isWithin(cell)) return [];
        const at = { table: table.id, row: row.id, column, printed: cell.text };
        return [{ code: "mean-differs", at, parts: cell.parts }];
      }),
    ),
  );
}

function isWithin({ value, parts, decimals }: PrintedCell): boolean {
  if (parts.length === 0 || value === null) return true;
  const numbers = parts.map(Number);
  const slack = 10 ** -decimals + 1e-9;
  return value >= Math.min(...numbers) - slack && value <= Math.max(...numbers) + slack;
}

/** The random row of a table's column, as printed; null: there is none. */
export function randomValue(table: PrintedTable, column: string): number | null {
  return table.rows.find(({ role }) => role === "random")?.cells[column]?.value ?? null;
}
