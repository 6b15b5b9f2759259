import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import type { ByteScan } from "./byteScan.js";
import type { UnreadReason } from "./indexedFile.js";
import { maxUnitBytes } from "./indexLimits.js";
import type { OpenFile } from "./openFile.js";
import { ParsedRows } from "./parsedRows.js";
import { ParsedUnits } from "./parsedUnits.js";
import { RowTable } from "./rowTable.js";
import type { ScanCounters } from "./scanCounters.js";
import type { LazyTables } from "./lazyTables.js";
import type { OpenedTable, TableGroup } from "./tableReader.js";

export interface TableTools {
  readonly scan: ByteScan;
  readonly counters: ScanCounters;
  readonly tables: LazyTables;
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

/** Reads a Parquet file by its row groups, once its reader is loaded. Throws what `read` throws. */
export function readTable(file: OpenFile, formats: readonly DumpFormat[], tools: TableTools): ReadTable {
  const table = new RowTable();
  const size = file.identity.size;
  const opened = tools.tables.reader?.open(file.fd, size) ?? { kind: "torn" };
  if (opened.kind !== "table") return { format: null, unread: unreadReason(opened), table, groups: [] };
  const format = formats.find(one => one.unit === "table" && one.detect(opened.skeleton)) ?? null;
  const keys = Object.keys(opened.skeleton);
  if (format === null) return { format, unread: { code: "parquet", keys }, table, groups: [] };
  return { format, unread: null, table, groups: readGroups(file, opened.groups, tools, { format, table }) };
}

function* readGroups(
  { fd, identity }: OpenFile,
  groups: readonly TableGroup[],
  { scan, counters, tables }: TableTools,
  { format, table }: { readonly format: DumpFormat; readonly table: RowTable },
): Generator<undefined, void> {
  const units = new ParsedUnits(format, table, scan, counters);
  const rows = new ParsedRows(table, scan);
  for (const group of groups) {
    const { offset, length } = group;
    if (length > maxUnitBytes) rows.addBare(offset, length);
    else {
      const read = decode(() => tables.reader?.unit(fd, identity.size, offset));
      counters.bytesRead += length;
      if (typeof read === "string")
        rows.add(offset, length, { kind: "malformed", reason: { code: "undecodable", message: read } });
      else units.takeText(read?.toString("utf8") ?? "", offset, length);
    }
    yield undefined;
  }
  table.trim();
}

/** A group's text; a message where it cannot be decoded. Throws what `read` throws. */
function decode(read: () => Buffer | undefined): Buffer | undefined | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "errno" in error) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}
