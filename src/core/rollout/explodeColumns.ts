import type { JsonObject } from "../dataset/jsonObject.js";

/** A table whose columns are lists, as rows. */
export interface ExplodedColumns {
  readonly rows: readonly JsonObject[];
  /** Lists of another length than the texts have: which of their values belongs to which row is not known. */
  readonly unaligned: readonly (readonly [name: string, values: readonly unknown[]])[];
}

const longest = (lists: readonly (readonly unknown[])[]): number =>
  lists.reduce((most, list) => Math.max(most, list.length), 0);

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** One row, without a list of its cells: a table may have a hundred thousand. */
function rowOf(columns: readonly (readonly [name: string, value: unknown])[], row: number): JsonObject {
  const cells: Record<string, unknown> = {};
  for (const [name, value] of columns) {
    if (isList(value) && row >= value.length) continue;
    const cell: unknown = isList(value) ? value[row] : value;
    // Assigning it would set what the object inherits from.
    if (name === "__proto__") Object.defineProperty(cells, name, { value: cell, enumerable: true });
    else cells[name] = cell;
  }
  return cells;
}

/**
 * The rows of a table that is written by columns. There are as many as the longest of the columns `texts` has; a row beyond
 * the end of another of these lacks it. A value that is no list is that of every row. Columns of another length are kept apart.
 */
export function explodeColumns(table: JsonObject, texts: readonly string[]): ExplodedColumns {
  const columns = Object.entries(table);
  const count = longest(columns.flatMap(([name, value]) => (texts.includes(name) && isList(value) ? [value] : [])));
  const unaligned = columns.flatMap(([name, value]) =>
    isList(value) && value.length !== count && !texts.includes(name) ? [[name, value] as const] : [],
  );
  const apart = new Set(unaligned.map(([name]) => name));
  const aligned = columns.filter(([name]) => !apart.has(name));
  const rows = Array.from({ length: count }, (_, row) => rowOf(aligned, row));
  return { rows, unaligned };
}
