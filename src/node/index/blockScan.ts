import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import type { ByteScan } from "./byteScan.js";
import { FingerprintBuilder, type Fingerprint } from "./fingerprint.js";
import { maxUnitBytes } from "./indexLimits.js";
import { ParsedUnits } from "./parsedUnits.js";
import { readFully } from "./readFully.js";
import { RowTable } from "./rowTable.js";
import type { ScanCounters } from "./scanCounters.js";

const chunkBytes = 1 << 20;
/** An empty line between two blocks, and how the last line of a block begins. */
const between = Buffer.from("\n\n[prompt] ");
const scoreLine = Buffer.from("[score] ");
const lineFeed = 0x0a;

/**
 * The scan of a file of text blocks (EasyR1's generations.log): a block ends with an empty line behind its `[score]` where
 * the next one, or the file's end, follows. What stands behind the last whole block waits in memory.
 */
export class BlockScan {
  readonly table: RowTable;
  readonly format: DumpFormat;
  private rest: Buffer = Buffer.alloc(0);
  private readonly print: FingerprintBuilder;
  private readonly scan: ByteScan;
  private readonly counters: ScanCounters;
  private readonly units: ParsedUnits;

  /** Goes on from a table and fingerprint saved between two blocks, when they are given. */
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
    this.units = new ParsedUnits(format, this.table, scan, counters);
  }

  get pending(): boolean {
    return this.rest.length > 0;
  }
  get isInLine(): boolean {
    return this.pending;
  }
  get fingerprint(): Fingerprint {
    return this.print.fingerprint();
  }
  get lineOffset(): number {
    return this.print.end - this.rest.length;
  }

  advance(fd: number, budget: number): boolean {
    const start = this.print.end;
    let isEnd = false;
    while (!isEnd && this.print.end - start < budget) {
      isEnd = this.fill(fd);
      this.takeBlocks(fd, isEnd);
    }
    this.table.trim();
    return isEnd;
  }

  /** Reads on; the more waits for its end the more at once, so that a block without one is not copied over and over. */
  private fill(fd: number): boolean {
    const chunk = Buffer.allocUnsafe(Math.max(chunkBytes, this.rest.length));
    const bytes = readFully(fd, chunk, this.print.end);
    this.counters.reads++;
    this.counters.bytesRead += bytes;
    const read = chunk.subarray(0, bytes);
    if (bytes > 0) this.print.take(read, this.scan);
    this.rest = Buffer.concat([this.rest, read]);
    return bytes < chunk.length;
  }

  private takeBlocks(fd: number, isEnd: boolean): void {
    const { rest } = this;
    const offset = this.lineOffset;
    let from = 0;
    for (let at = rest.indexOf(between); at !== -1; at = rest.indexOf(between, at + 1)) {
      if (!endsWithScore(rest.subarray(from, at))) continue;
      this.units.take(fd, { offset: offset + from, length: at - from, reason: null });
      from = at + 2;
    }
    const last = rest.subarray(from);
    const isWhole = last.at(-1) === lineFeed && last.at(-2) === lineFeed && endsWithScore(last.subarray(0, -2));
    // Longer than any text: it is listed with its size, and what follows is looked at anew.
    if ((isEnd && isWhole) || last.length > maxUnitBytes) {
      // The empty line is no part of a block, whether another one follows yet or not.
      const length = isWhole ? last.length - 2 : last.length;
      this.units.take(fd, { offset: offset + from, length, reason: null });
      from = rest.length;
    }
    this.rest = Buffer.from(rest.subarray(from));
  }
}

const endsWithScore = (block: Buffer): boolean => {
  const line = block.lastIndexOf(lineFeed) + 1;
  return block.subarray(line, line + scoreLine.length).equals(scoreLine);
};
