import type { PrintedFinding } from "./printedFinding.js";
import { meanStanding, recomputedMean } from "./printedMean.js";
import { shareText } from "./printedShare.js";
import type { PrintedTable } from "./printedTable.js";
import type { TableLookup } from "./tableLookup.js";

/** Random rows that do not fit the number of choices. */
export function randomFindings({ tables }: TableLookup): readonly PrintedFinding[] {
  return tables.flatMap(table =>
    table.rows
      .filter(({ role }) => role === "random")
      .flatMap(row =>
        table.columns.flatMap(({ id, choices, treatedAs }): readonly PrintedFinding[] => {
          const cell = row.cells[id];
          if (choices === null || cell === undefined || cell.value === null) return [];
          const recomputed = shareText(1, choices, cell.decimals);
          if (Number(recomputed) === cell.value) return [];
          const at = { table: table.id, row: row.id, column: id, printed: cell.text };
          return [{ code: "random-differs", at, choices, recomputed, treatedAs: treatedAs ?? null }];
        }),
      ),
  );
}

/** Means that are not those of the figures that are printed as their parts, neither plainly nor weighted by calls. */
export function meanFindings({ tables }: TableLookup): readonly PrintedFinding[] {
  return tables.flatMap(table =>
    table.rows.flatMap(row =>
      table.columns.flatMap((column): readonly PrintedFinding[] => {
        const cell = row.cells[column.id];
        const mean = recomputedMean(table.columns, row, column);
        if (cell === undefined || mean === null) return [];
        const standing = meanStanding(cell, mean);
        if (standing === "same") return [];
        const at = { table: table.id, row: row.id, column: column.id, printed: cell.text };
        return [{ code: "mean-differs", at, parts: cell.parts, ...mean, isRounding: standing === "rounding" }];
      }),
    ),
  );
}

/** The random row of a table's column, as printed; null: there is none. */
export function randomValue(table: PrintedTable, column: string): number | null {
  return table.rows.find(({ role }) => role === "random")?.cells[column]?.value ?? null;
}
