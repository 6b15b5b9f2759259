import type { PrintedCell, PrintedColumn, PrintedRow } from "./printedTable.js";

/** The mean of the parts that are printed with a number, before it is rounded. */
export interface RecomputedMean {
  readonly plain: number;
  /** Parts of first, second … calls, by how many of them there are; null: the row does not say. */
  readonly byCalls: number | null;
}

/** Calls of the same task in the same row; null: none are printed. */
function callsOf(columns: readonly PrintedColumn[], { cells }: PrintedRow, { task }: PrintedColumn): number | null {
  const calls = columns.find(one => one.unit === "calls" && one.task === task && task !== null);
  return calls === undefined ? null : (cells[calls.id]?.value ?? null);
}

/** Null where no parts are printed. Of 1.88 calls each answer has a first one, and 0.88 have a second one. */
export function recomputedMean(
  columns: readonly PrintedColumn[],
  row: PrintedRow,
  column: PrintedColumn,
): RecomputedMean | null {
  const parts = (row.cells[column.id]?.parts ?? []).map(Number);
  if (parts.length === 0) return null;
  const calls = callsOf(columns, row, column) ?? 0;
  const weights = parts.map((_, at) => Math.min(1, Math.max(0, calls - at)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const weighted = parts.reduce((sum, part, at) => sum + part * (weights[at] ?? 0), 0);
  return {
    plain: parts.reduce((sum, part) => sum + part, 0) / parts.length,
    byCalls: all === 0 ? null : weighted / all,
  };
}

const rounded = (mean: number, decimals: number): string =>
  (Math.floor(mean * 10 ** decimals + 0.5 + 1e-9) / 10 ** decimals).toFixed(decimals);

/** An exact half is rounded down by some, so that 0.8355 is printed as 0.835, too. */
const roundedDown = (mean: number, decimals: number): string =>
  (Math.ceil(mean * 10 ** decimals - 0.5 - 1e-9) / 10 ** decimals).toFixed(decimals);

/**
 * How a printed mean stands to that of its parts: the same as far as it is printed; another one, which the rounding of the
 * parts may explain; or none that these parts can have. Where the calls are printed, they decide a plain mean at an exact
 * half; without them both of its roundings are the same.
 */
export function meanStanding(
  { value, text, decimals, parts }: PrintedCell,
  { plain, byCalls }: RecomputedMean,
): "same" | "rounding" | "other" {
  const means = [plain, ...(byCalls === null ? [] : [byCalls])];
  if (value === null || means.some(mean => rounded(mean, decimals) === text)) return "same";
  if (byCalls === null && roundedDown(plain, decimals) === text) return "same";
  const digits = Math.min(...parts.map(part => part.split(".")[1]?.length ?? 0));
  const slack = 0.5 * (10 ** -decimals + 10 ** -digits) + 1e-9;
  return means.some(mean => Math.abs(mean - value) <= slack) ? "rounding" : "other";
}

/** As many digits as the print has, half up. */
export const meanText = ({ plain, byCalls }: RecomputedMean, decimals: number): string =>
  rounded(byCalls ?? plain, decimals);
