import type { DumpFormat, MalformedReason } from "../../core/rollout/dumpFormat.js";
import { parseUnit } from "../../core/rollout/parseUnit.js";
import type { ByteScan } from "./byteScan.js";
import { maxUnitBytes } from "./indexLimits.js";
import { ParsedRows } from "./parsedRows.js";
import { readFully } from "./readFully.js";
import { RowTable } from "./rowTable.js";
import type { ScanCounters } from "./scanCounters.js";

/** A unit that was found in a file: bytes from its start, and bytes. */
export interface FoundUnit {
  readonly offset: number;
  readonly length: number;
  /** Already known to be none that can be read. */
  readonly reason: MalformedReason | null;
}

/** Parses units of a file, for formats of which the scan finds no columns, and writes their rows into a table. */
export class ParsedUnits {
  private readonly format: DumpFormat;
  private readonly counters: ScanCounters;
  private readonly rows: ParsedRows;

  constructor(format: DumpFormat, table: RowTable, scan: ByteScan, counters: ScanCounters) {
    this.format = format;
    this.counters = counters;
    this.rows = new ParsedRows(table, scan);
  }

  /** Reads the bytes of a unit again: they were only walked. Throws what `read` throws. */
  take(fd: number, { offset, length, reason }: FoundUnit): void {
    if (reason !== null) this.rows.add(offset, length, { kind: "malformed", reason });
    // It is listed with its size, and opening it says the same.
    else if (length > maxUnitBytes) this.rows.addBare(offset, length);
    else if (!this.takeText(readText(fd, offset, length, this.counters), offset, length))
      this.rows.add(offset, length, { kind: "malformed", reason: { code: "not-json" } });
  }

  /** False where the text is no JSON: then no row was added. */
  takeText(text: string, offset: number, length: number): boolean {
    this.counters.jsonParses++;
    const parsed = parseUnit(this.format.unit, text);
    if (!parsed.ok) return false;
    for (const read of this.format.readUnit(parsed.value)) this.rows.add(offset, length, read);
    return true;
  }
}

/** The rows of a file that is one value. Null while it is no whole value: it is being written. */
export function parseWholeFile(
  fd: number,
  format: DumpFormat,
  size: number,
  { scan, counters }: { readonly scan: ByteScan; readonly counters: ScanCounters },
): RowTable | null {
  const table = new RowTable();
  const text = readText(fd, 0, size, counters);
  return new ParsedUnits(format, table, scan, counters).takeText(text, 0, size) ? table : null;
}

function readText(fd: number, offset: number, length: number, counters: ScanCounters): string {
  const bytes = Buffer.allocUnsafe(length);
  const read = readFully(fd, bytes, offset);
  counters.bytesDecoded += read;
  return bytes.toString("utf8", 0, read);
}
