import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import { BlockScan } from "./blockScan.js";
import type { ByteScan } from "./byteScan.js";
import { DumpScan } from "./dumpScan.js";
import type { Fingerprint } from "./fingerprint.js";
import type { RowTable } from "./rowTable.js";
import type { ScanCounters } from "./scanCounters.js";

/** The scan of one file that may grow: its table, and how far it got. */
export interface FileScan {
  readonly table: RowTable;
  readonly format: DumpFormat;
  /** The last unit has no end yet and is no row. */
  readonly pending: boolean;
  /** Stands inside a unit: more of it is known than table and fingerprint tell. */
  readonly isInLine: boolean;
  readonly fingerprint: Fingerprint;
  /** File offset of the end of the last whole unit. */
  readonly lineOffset: number;
  /**
   * Reads on for about `budget` bytes. True when the end of the file was reached; else call again. `filled` bytes of the
   * file's start may stand in the window already. Throws what `read` throws.
   */
  advance(fd: number, budget: number, filled?: number): boolean;
}

/** A scan for a format whose files are read from their start to their end; from where it was left, if that is known. */
export function fileScan(
  format: DumpFormat,
  { scan, counters }: { readonly scan: ByteScan; readonly counters: ScanCounters },
  known?: { readonly table: RowTable; readonly fingerprint: Fingerprint },
): FileScan {
  return format.unit === "block"
    ? new BlockScan(format, scan, counters, known)
    : new DumpScan(format, scan, counters, known);
}
