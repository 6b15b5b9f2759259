import { printable } from "./printable.js";

/** Rows of cells as lines: the first column begins at the left, the others end at the right. Numbers come as text. */
export function rewardTable(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = Math.max(0, ...rows.map(row => row.length));
  const widths = Array.from({ length: columns }, (_, k) => Math.max(...rows.map(row => (row[k] ?? "").length)));
  return rows.map(row =>
    printable(
      row
        .map((cell, k) => (k === 0 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0)))
        .join("  ")
        .trimEnd(),
    ),
  );
}

/** A figure with so many decimals; a dash where there is none. */
export const figureText = (value: number | null, decimals = 3): string => value?.toFixed(decimals) ?? "–";
