import type { FileIndex } from "./fileIndex.js";
import type { IndexedFile } from "./indexedFile.js";
import { maxUnitBytes } from "./indexLimits.js";
import type { KeptFile } from "./keptFile.js";
import type { OpenFile } from "./openFile.js";
import { readFailure } from "./readFailure.js";
import { readFully } from "./readFully.js";
import type { TableReader } from "./tableReader.js";
import { unreadReason } from "./unreadReason.js";
import type { UnitRead } from "./unitRead.js";

/** A row, and what reads the row groups of tables where its file is one. */
interface AskedUnit {
  readonly row: number;
  readonly tables: TableReader | null;
}

/**
 * Reads the unit of one row. The bytes are those that were indexed: when the file has changed since (but by growing), the
 * answer is "changed". Reads at once: on a thread that has nothing else to do, waiting for four answers of the thread
 * pool would take several times as long as the read.
 */
export function readUnitBytes(
  kept: KeptFile,
  entry: FileIndex,
  file: IndexedFile,
  { row, tables }: AskedUnit,
): UnitRead {
  if (entry.file.generation !== file.generation || row >= file.columns.count) return { kind: "changed" };
  const length = file.columns.lengthOf(row);
  if (length > maxUnitBytes) return { kind: "too-large", length };
  try {
    const opened = kept.open(file.path);
    if (opened.kind !== "open") return { kind: "failed", reason: unreadReason(opened) };
    if (tables !== null) return readGroup(opened, entry, file.columns.offsetOf(row), tables);
    return readRow(opened, entry, file, row);
  } catch (error) {
    kept.close();
    return { kind: "failed", reason: unreadReason(readFailure(error)) };
  }
}

/** A row group as JSON: there is nothing in the file itself that a person could read. */
function readGroup(opened: OpenFile, entry: FileIndex, offset: number, tables: TableReader): UnitRead {
  if (!entry.holds(opened)) return { kind: "changed" };
  try {
    return { kind: "bytes", bytes: tables.unit(opened.fd, opened.identity.size, offset) };
  } catch (error) {
    if (error instanceof Error && "errno" in error) throw error;
    return { kind: "failed", reason: { code: "unreadable", message: String(error) } };
  }
}

function readRow(opened: OpenFile, entry: FileIndex, file: IndexedFile, row: number): UnitRead {
  if (!entry.holds(opened)) return { kind: "changed" };
  const bytes = Buffer.allocUnsafe(file.columns.lengthOf(row));
  const read = readFully(opened.fd, bytes, file.columns.offsetOf(row));
  return read === bytes.length ? { kind: "bytes", bytes } : { kind: "changed" };
}
