import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import type { ByteScan } from "./byteScan.js";
import type { UnreadReason } from "./indexedFile.js";
import { maxUnitBytes } from "./indexLimits.js";
import type { OpenFile } from "./openFile.js";
import { ParsedRows } from "./parsedRows.js";
import { ParsedUnits } from "./parsedUnits.js";
import { RowTable } from "./rowTable.js";
import type { ScanCounters } from "./scanCounters.js";
import type { OpenedTable, TableGroup, TableReader } from "./tableReader.js";

export interface TableTools {
  readonly scan: ByteScan;
  readonly counters: ScanCounters;
}

/** A Parquet file that is being read. */
export interface ReadTable {
  /** Null where it holds no rollouts, or cannot be read. */
  readonly format: DumpFormat | null;
  readonly unread: UnreadReason | null;
  readonly table: RowTable;
  /** Reads one row group for each step. */
  readonly groups: Iterable<undefined>;
}

function unreadReason(opened: Exclude<OpenedTable, { kind: "table" }>): UnreadReason {
  return opened.kind === "torn" ? { code: "no-footer" } : { code: "unreadable", message: opened.message };
}

/** Reads a Parquet file by its row groups. Throws what `read` throws. */
export function readTable(
  file: OpenFile,
  formats: readonly DumpFormat[],
  tools: TableTools,
  reader: TableReader,
): ReadTable {
  const table = new RowTable();
  const opened = reader.open(file.fd, file.identity.size);
  if (opened.kind !== "table") return { format: null, unread: unreadReason(opened), table, groups: [] };
  const format = formats.find(one => one.unit === "table" && one.detect(opened.skeleton)) ?? null;
  const keys = Object.keys(opened.skeleton);
  if (format === null) return { format, unread: { code: "parquet", keys }, table, groups: [] };
  return { format, unread: null, table, groups: readGroups(file, opened.groups, tools, { format, table, reader }) };
}

function* readGroups(
  { fd, identity }: OpenFile,
  groups: readonly TableGroup[],
  { scan, counters }: TableTools,
  { format, table, reader }: { readonly format: DumpFormat; readonly table: RowTable; readonly reader: TableReader },
): Generator<undefined, void> {
  const units = new ParsedUnits(format, table, scan, counters);
  const rows = new ParsedRows(table, scan);
  for (const group of groups) {
    const { offset, length } = group;
    if (length > maxUnitBytes) rows.addBare(offset, length);
    else {
      const read = decode(() => reader.unit(fd, identity.size, offset));
      counters.bytesRead += length;
      if (typeof read === "string")
        rows.add(offset, length, { kind: "malformed", reason: { code: "undecodable", message: read } });
      else if (!units.takeText(read.toString("utf8"), offset, length))
        rows.add(offset, length, { kind: "malformed", reason: { code: "not-json" } });
    }
    yield undefined;
  }
  table.trim();
}

/** A group's text; a message where it cannot be decoded. Throws what `read` throws. */
function decode(read: () => Buffer): Buffer | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "errno" in error) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}
