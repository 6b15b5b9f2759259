import { join } from "node:path";
import { atWay } from "../../../core/benchmark/sources/atWay.js";
import { csvRecords } from "../../../core/benchmark/sources/csvRecords.js";
import { isJsonObject } from "../../../core/dataset/jsonObject.js";
import { parseTolerant } from "../../../core/rollout/parseTolerant.js";
import { defaultDatasetLimits } from "../../dataset/datasetLimits.js";
import { decodeText } from "../../dataset/decodeText.js";
import { readLines } from "../../dataset/readLines.js";
import type { OpenedSource } from "../import/openedSource.js";
import { readSourceFile } from "../import/readSourceFile.js";
import { parquetRows } from "./parquetRows.js";
import { tableKind, type TableRow } from "./tableRow.js";

const fault = (row: number | null, detail: string): TableRow => ({ kind: "fault", row, detail });

const asRow = (value: unknown, row: number): TableRow =>
  isJsonObject(value) ? { kind: "row", row, value } : fault(row, "no record");

async function* jsonLines({ root }: OpenedSource, path: string): AsyncGenerator<TableRow> {
  let row = 0;
  for await (const { bytes, length } of readLines(join(root, path), defaultDatasetLimits.maxLineBytes)) {
    if (bytes === null) {
      yield fault(row++, `${length} bytes in a line`);
      continue;
    }
    const { text } = decodeText(bytes);
    if (text.trim() === "") continue;
    const parsed = parseTolerant(text);
    yield parsed.ok ? asRow(parsed.value, row) : fault(row, `no JSON at character ${parsed.at}`);
    row++;
  }
}

function* jsonRows(text: string, rows: string | null): Generator<TableRow> {
  const parsed = parseTolerant(text);
  if (!parsed.ok) {
    yield fault(null, `no JSON at character ${parsed.at} of ${text.length}`);
    return;
  }
  const at = rows === null ? parsed.value : atWay(parsed.value, rows);
  if (!Array.isArray(at)) yield isJsonObject(at) ? asRow(at, 0) : fault(null, "no list of records");
  else for (const [row, value] of at.entries()) yield asRow(value, row);
}

function* csvRows(text: string): Generator<TableRow> {
  const { records, faults } = csvRecords(text);
  for (const { line, reason } of faults) yield fault(null, `line ${line}: ${reason}`);
  for (const [row, { value }] of records.entries()) yield { kind: "row", row, value };
}

async function* wholeFile(
  source: OpenedSource,
  path: string,
  signal: AbortSignal | undefined,
  rowsOf: (text: string) => Iterable<TableRow>,
): AsyncGenerator<TableRow> {
  const read = await readSourceFile(source, path, signal, defaultDatasetLimits.maxJsonBytes);
  if (read.kind === "unreadable") {
    yield fault(null, read.reason);
    return;
  }
  const { text, isExact } = decodeText(read.bytes);
  if (!isExact) yield fault(null, "not all of it is UTF-8");
  yield* rowsOf(text);
}

/**
 * Rows of a table whatever its kind. `rows` is the way to the list in a JSON file that is no list itself. Rejects with the
 * signal's reason, and as reading a file of lines does.
 */
export async function* tableRows(
  source: OpenedSource,
  path: string,
  rows: string | null,
  signal: AbortSignal | undefined,
): AsyncGenerator<TableRow> {
  const kind = tableKind(path);
  switch (kind) {
    case "parquet":
      yield* parquetRows(source, path);
      return;
    case "jsonl":
      yield* jsonLines(source, path);
      return;
    case "json":
      yield* wholeFile(source, path, signal, text => jsonRows(text, rows));
      return;
    case "csv":
      yield* wholeFile(source, path, signal, csvRows);
      return;
    case null:
      yield fault(null, "no table");
  }
}
