import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import type { ByteScan } from "./byteScan.js";
import { fillWindow } from "./fillWindow.js";
import { FingerprintBuilder, type Fingerprint } from "./fingerprint.js";
import { JsonLines } from "./jsonLines.js";
import { ParsedUnits } from "./parsedUnits.js";
import { RowCollector } from "./rowCollector.js";
import { RowTable } from "./rowTable.js";
import type { ScanCounters } from "./scanCounters.js";
import { UnitCollector } from "./unitCollector.js";

interface Walk {
  readonly lines: JsonLines;
  readonly collector: RowCollector | UnitCollector;
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
  /** Rows before those of the last line, where that was complete but for its line's end; else null. */
  private beforeOpen: number | null = null;
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
    if (this.beforeOpen !== null) this.table.truncate(this.beforeOpen);
    this.beforeOpen = null;
    const start = walk.lines.readOffset;
    let isEnd = false;
    if (filled > 0) this.take(walk, filled, (walk.lines.limit += filled));
    while (!isEnd && walk.lines.readOffset - start < budget) {
      const fill = fillWindow(fd, this.scan, walk.lines, this.counters);
      this.take(walk, fill.bytes, walk.lines.limit);
      isEnd = fill.isEnd;
    }
    if (walk.collector instanceof UnitCollector) walk.collector.flush(fd);
    if (isEnd) this.endRead(walk, fd);
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
  private endRead({ lines, collector }: Walk, fd: number): void {
    const isRow = lines.isComplete && this.format.growth === "rewritten";
    if (isRow) {
      this.beforeOpen = this.table.count;
      lines.reportComplete();
      if (collector instanceof UnitCollector) collector.flush(fd);
    }
    this.pending = !lines.isBetweenLines && !isRow;
  }

  private open(): Walk {
    if (this.walk !== null) {
      this.walk.lines.resume();
      this.walk.collector.resume();
      return this.walk;
    }
    const collector = this.newCollector();
    const lines = new JsonLines(this.scan, collector, this.print.end);
    return { lines, collector };
  }

  private newCollector(): RowCollector | UnitCollector {
    const { format, table, scan, counters } = this;
    return format.scan === null
      ? new UnitCollector(new ParsedUnits(format, table, scan, counters))
      : new RowCollector(scan, table, format.scan);
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
