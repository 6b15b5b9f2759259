import { csvRecords } from "../../../core/benchmark/sources/csvRecords.js";
import { isJsonObject } from "../../../core/dataset/jsonObject.js";
import { parseTolerant } from "../../../core/rollout/parseTolerant.js";
import { beginningOf } from "../import/beginningOf.js";
import type { OpenedSource } from "../import/openedSource.js";
import { parquetColumns } from "./parquetRows.js";
import { tableKind } from "./tableRow.js";

/** Enough for the first record of a table of words; one with images in it as text may not end within it. */
const peekedBytes = 64 * 1024;

/** The keys of the first line's record; of a record that does not end in the beginning all keys that stand there. */
function keysOfLine(beginning: string): readonly string[] {
  const parsed = parseTolerant(beginning.trimStart().split(/\r?\n/, 1)[0] ?? "");
  return parsed.ok && isJsonObject(parsed.value) ? Object.keys(parsed.value) : keysIn(beginning);
}

/** All keys that stand in the beginning of a list, also those of records in records: its first one may not end there. */
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
      return new Set(keysOfLine(await beginningOf(source, path, peekedBytes)));
    case "json":
      return new Set(keysIn(await beginningOf(source, path, peekedBytes)));
    case "csv":
      return new Set(csvRecords((await beginningOf(source, path)).split(/\r?\n/, 1)[0] ?? "").columns);
    case null:
      return new Set();
  }
}
