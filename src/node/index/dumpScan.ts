import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import type { ByteScan } from "./byteScan.js";
import { fillWindow } from "./fillWindow.js";
import { FingerprintBuilder, type Fingerprint } from "./fingerprint.js";
import { JsonLines } from "./jsonLines.js";
import { RowCollector } from "./rowCollector.js";
import { RowTable } from "./rowTable.js";
import type { ScanCounters } from "./scanCounters.js";

interface Walk {
  readonly lines: JsonLines;
  readonly collector: RowCollector;
}

/**
 * The scan of one file of lines: its table, and how far it got. Between two reads it keeps the walk only when it stands
 * inside a line, so that a line that arrives in pieces is still read once.
 */
export class DumpScan {
  readonly table: RowTable;
  readonly format: DumpFormat;
  /** The last line has no end yet and is no row. */
  pending = false;
  private walk: Walk | null = null;
  /** The last row was complete but for its line's end. */
  private hasOpenRow = false;
  private print: FingerprintBuilder;
  private readonly scan: ByteScan;
  private readonly counters: ScanCounters;

  /** Goes on from a table and fingerprint saved between two lines, when they are given. */
  constructor(
    format: DumpFormat,
    scan: ByteScan,
    counters: ScanCounters,
    known?: { readonly table: RowTable; readonly fingerprint: Fingerprint },
  ) {
    this.format = format;
    this.scan = scan;
    this.counters = counters;
    this.table = known?.table ?? new RowTable();
    this.print = new FingerprintBuilder(known?.fingerprint);
  }

  /** Stands inside a line: more of it is known than table and fingerprint tell. */
  get isInLine(): boolean {
    return this.walk !== null;
  }
  get fingerprint(): Fingerprint {
    return this.print.fingerprint();
  }
  /** File offset of the end of the last whole line. */
  get lineOffset(): number {
    return this.walk?.lines.lineOffset ?? this.print.end;
  }

  /**
   * Reads on for about `budget` bytes. True when the end of the file was reached; else call again. `filled` bytes of the
   * file's start may stand in the window already. Throws what `read` throws.
   */
  advance(fd: number, budget: number, filled = 0): boolean {
    const walk = this.open();
    if (this.hasOpenRow) this.table.dropLast();
    this.hasOpenRow = false;
    const start = walk.lines.readOffset;
    let isEnd = false;
    if (filled > 0) this.take(walk, filled, (walk.lines.limit += filled));
    while (!isEnd && walk.lines.readOffset - start < budget) {
      const fill = fillWindow(fd, this.scan, walk.lines, this.counters);
      this.take(walk, fill.bytes, walk.lines.limit);
      isEnd = fill.isEnd;
    }
    if (isEnd) this.endRead(walk);
    this.close(walk);
    return isEnd;
  }

  private take({ lines }: Walk, bytes: number, limit: number): void {
    this.print.take(this.scan.bytes.subarray(limit - bytes, limit), this.scan);
    lines.skipByteOrderMark();
    lines.run();
    lines.compact();
  }

  /**
   * A whole object at the end of the file without a line's end is a row where the trainer writes files whole (some
   * releases write no final newline); where it appends, the end is still to come.
   */
  private endRead({ lines }: Walk): void {
    this.hasOpenRow = lines.isComplete && this.format.growth === "rewritten";
    if (this.hasOpenRow) lines.reportComplete();
    this.pending = !lines.isBetweenLines && !this.hasOpenRow;
  }

  private open(): Walk {
    if (this.walk !== null) {
      this.walk.lines.resume();
      this.walk.collector.resume();
      return this.walk;
    }
    const collector = new RowCollector(this.scan, this.table, this.format.scan);
    const lines = new JsonLines(this.scan, collector, this.print.end);
    return { lines, collector };
  }

  private close(walk: Walk): void {
    walk.lines.suspend();
    walk.collector.suspend();
    const { bytesDecoded, jsonParses } = walk.collector.takeCounts();
    this.counters.bytesDecoded += bytesDecoded;
    this.counters.jsonParses += jsonParses;
    this.walk = walk.lines.isBetweenLines ? null : walk;
    if (this.walk === null) this.table.trim();
  }
}
