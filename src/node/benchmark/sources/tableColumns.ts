import { csvRecords } from "../../../core/benchmark/sources/csvRecords.js";
import { beginningOf } from "../import/beginningOf.js";
import type { OpenedSource } from "../import/openedSource.js";
import { parquetColumns } from "./parquetRows.js";
import { tableKind } from "./tableRow.js";

/** Enough for the first record of a table of words; one with images in it as text may not end within it. */
const peekedBytes = 64 * 1024;

/** The keys of the first record, as far as they stand in the beginning: also those of records in it, which does no harm. */
function keysIn(beginning: string): readonly string[] {
  if (!/^\uFEFF?\s*[[{]/.test(beginning)) return [];
  return [...beginning.matchAll(/"([A-Za-z_][\w-]{0,63})"\s*:/g)].map(([, key]) => key ?? "");
}

/** The names of a table's columns, by its beginning or its footer; empty for a file that is no table or cannot be read. */
export async function tableColumns(source: OpenedSource, path: string): Promise<ReadonlySet<string>> {
  switch (tableKind(path)) {
    case "parquet":
      return new Set(await parquetColumns(source, path));
    case "jsonl":
    case "json":
      return new Set(keysIn(await beginningOf(source, path, peekedBytes)));
    case "csv":
      return new Set(csvRecords((await beginningOf(source, path)).split(/\r?\n/, 1)[0] ?? "").columns);
    case null:
      return new Set();
  }
}
