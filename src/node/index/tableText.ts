import { plainValue } from "../dataset/plainValue.js";

function text(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(text).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${text(item)}`);
  return `{${entries.join(",")}}`;
}

/** Rows of a table as a JSON list, a row a line, with the tokens NaN and Infinity that `parseTolerant` reads back. */
export const tableText = (rows: readonly unknown[]): string =>
  `[${rows.map(row => text(plainValue(row))).join(",\n")}]`;
