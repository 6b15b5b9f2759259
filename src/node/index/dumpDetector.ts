import { readSync } from "node:fs";
import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import { sniffBytes } from "../../core/rollout/sniffBytes.js";
import type { ByteScan } from "./byteScan.js";
import { fillWindow } from "./fillWindow.js";
import type { UnreadReason } from "./indexedFile.js";
import { JsonLines } from "./jsonLines.js";
import type { ScanCounters } from "./scanCounters.js";
import { SkeletonCollector } from "./skeletonCollector.js";

export interface DumpDetection {
  readonly format: DumpFormat | null;
  /** Why there is no format. */
  readonly reason: UnreadReason;
  /** Bytes of the file's start that still stand at the start of the window, so that nothing is read twice. */
  readonly filled: number;
}

/** A damaged first line must not hide the rest of a dump. */
const maxLinesTried = 100;
/** Bytes that are walked to find keys in what is no line of JSON, or in a file that is one value. */
const maxBytesWalked = 64 << 20;

const openBracket = 0x5b;
const blank = 0x20;

/** How a file of text blocks begins. */
const maxHeadBytes = 64;

/** Finds out what a file holds by its content: one value serves one file. Uses the window of `scan`. */
export class DumpDetector {
  private filled = 0;
  private isEnd = false;
  private keys: readonly string[] | null = null;
  /** What is known without a format: the file has nothing but blanks in it, or one value without an end. */
  private unfinished: UnreadReason | null = null;
  private readonly fd: number;
  private readonly scan: ByteScan;
  private readonly counters: ScanCounters;

  constructor(fd: number, scan: ByteScan, counters: ScanCounters) {
    this.fd = fd;
    this.scan = scan;
    this.counters = counters;
  }

  /** Tries the keys of the first whole lines, then those of the one value that the file may be. */
  detect(formats: readonly DumpFormat[]): DumpDetection {
    const { bytes, windowStart } = this.scan;
    this.fillFromStart();
    const isBrace = this.filled > 0 && bytes[windowStart] === 0x7b;
    const sniffed = isBrace ? null : sniffBytes(bytes.subarray(windowStart, windowStart + this.filled));
    if (sniffed?.code === "parquet") return this.result(null, { code: "parquet", keys: [] });
    if (sniffed !== null) return this.result(null, { code: sniffed.code });
    const head = bytes.toString("utf8", windowStart, windowStart + Math.min(this.filled, maxHeadBytes));
    const inBlocks = isBrace ? undefined : formats.find(format => format.unit === "block" && format.detect(head));
    if (inBlocks !== undefined) return this.result(inBlocks);
    const inList = bytes[windowStart] === openBracket ? this.detectList(formats) : null;
    if (inList !== null) return this.result(inList);
    const inJson = formats.filter(({ unit }) => unit === "line" || unit === "file");
    const inLines = this.walk("lines", unit => inJson.find(format => format.detect(unit)));
    if (inLines !== null || this.unfinished !== null || this.hasKeys) return this.result(inLines);
    const whole = this.walk("whole", unit => formats.find(format => format.unit === "file" && format.detect(unit)));
    return this.result(whole);
  }

  /** An object without keys tells nothing: it may be a line of a value that is written over many. */
  private get hasKeys(): boolean {
    return this.keys !== null && this.keys.length > 0;
  }

  private result(format: DumpFormat | null, reason?: UnreadReason): DumpDetection {
    const { keys, unfinished } = this;
    const other: UnreadReason = keys === null ? { code: "not-json-lines" } : { code: "unknown-format", keys };
    return { format, reason: reason ?? unfinished ?? other, filled: this.filled };
  }

  /** A file that is one list is told by its first element, in a list of its own; the bracket before it is walked as a blank. */
  private detectList(formats: readonly DumpFormat[]): DumpFormat | null {
    const { bytes, windowStart } = this.scan;
    const whole = formats.filter(({ unit }) => unit === "file");
    bytes[windowStart] = blank;
    const found = this.walk("list", unit => whole.find(format => format.detect([unit])));
    if (found !== null) return found;
    // Nothing that was found out of the element is so of the file.
    this.keys = this.unfinished = null;
    this.fillFromStart();
    return null;
  }

  private fillFromStart(): void {
    const { bytes, windowStart, windowEnd } = this.scan;
    this.filled = readSync(this.fd, bytes, windowStart, windowEnd - windowStart, 0);
    this.isEnd = this.filled < windowEnd - windowStart;
    this.counters.reads++;
    this.counters.bytesRead += this.filled;
  }

  private walk(layout: "lines" | "whole" | "list", find: (unit: unknown) => DumpFormat | undefined): DumpFormat | null {
    const skeleton = new SkeletonCollector(this.scan);
    const lines = new JsonLines(this.scan, skeleton, 0, layout === "lines" ? "lines" : "whole");
    lines.limit += this.filled;
    let format: DumpFormat | null = null;
    for (let most = maxBytesWalked; lines.readOffset < most;) {
      lines.skipByteOrderMark();
      for (let tried = 0; tried < maxLinesTried && format === null && lines.runLine(); tried++)
        format = this.judge(skeleton, find);
      if (format !== null || this.isEnd || lines.lineOffset > 0) break;
      // What follows the first element is none of its own.
      if (layout === "list" && lines.isBad) break;
      lines.compact();
      this.filled = 0;
      this.isEnd = fillWindow(this.fd, this.scan, lines, this.counters).isEnd;
      // The keys that tell the format may stand behind a response of gigabytes.
      most = layout === "lines" && lines.isInObject && !lines.isBad ? Infinity : maxBytesWalked;
    }
    this.counters.bytesDecoded += skeleton.bytesDecoded;
    if (this.isEnd && skeleton.lines === 0 && lines.isInObject) this.unfinished = { code: "being-written" };
    if (this.isEnd && skeleton.lines === 0 && lines.isBetweenLines) this.unfinished = { code: "empty" };
    return format ?? this.judge(skeleton, find);
  }

  /** Also asked of a line that does not end yet: it may hold enough keys to be known by. */
  private judge(skeleton: SkeletonCollector, find: (unit: unknown) => DumpFormat | undefined): DumpFormat | null {
    const isObject = skeleton.verdict === "object" || (skeleton.verdict === null && skeleton.entries.length > 0);
    if (!isObject) return null;
    if (!this.hasKeys) this.keys = skeleton.entries.map(([name]) => name);
    return find(skeleton.object) ?? null;
  }
}
