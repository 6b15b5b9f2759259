import type { ByteScan, WalkState } from "./byteScan.js";

export type ValueType = "string" | "nested" | "scalar";
/** What is wrong with a line: nothing, no JSON, or JSON that is no object. */
export type LineVerdict = "object" | "not-json" | "not-an-object";

/** Told of each line and of the top-level keys and values of lines that hold objects. Indexes are in the window. */
export interface LineVisitor {
  lineStart(): void;
  /** A top-level key without its quotes; from = to = 0 for one too long to hold. */
  key(from: number, to: number): void;
  /** A piece of the value of the last key, because the window ran out; more pieces follow. */
  part(from: number, to: number): void;
  /** The rest (mostly the whole) of a value. `length` counts all its bytes, a string's without the quotes. */
  value(type: ValueType, from: number, to: number, length: number): void;
  /**
   * `offset` and `length` in bytes of the file, without the line's end; `badAt` counts bytes from the line's start.
   * Values of a line that turned out bad were reported before it did.
   */
  lineEnd(offset: number, length: number, verdict: LineVerdict, badAt: number): void;
}

/** Kinds of entries on the tape of byteScan.wat. */
const tape = { key: 1, string: 2, scalar: 3, nested: 4, blank: 5, object: 6, other: 7, notJson: 8, bad: 9 } as const;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const [carriageReturn, backslash] = [0x0d, 0x5c];
/** Bytes kept before the position when the window is refilled: the walk looks back at backslashes, a tag may be cut. */
const overlap = 16;

/**
 * Walks the lines of one file without building strings, and can stop at any byte: all it knows is in its fields, in the
 * state of the walk and in the few bytes carried over. Bad escapes (`\q`) are the one thing that a JSON parser refuses
 * and this does not see.
 */
export class JsonLines {
  /** First byte not walked and end of the filled part, in the window. */
  private pos: number;
  limit: number;
  /** File offset of the line's first byte. */
  lineOffset: number;
  /** File offset of index 0, and the first index that holds bytes of the file. */
  private base: number;
  private validFrom: number;
  /** File offset of the open top-level value, or -1. */
  private valueOffset = -1;
  private badAt = 0;
  private isStarted = false;
  private suspended: { readonly bytes: Buffer; readonly walk: WalkState } | null = null;
  private readonly scan: ByteScan;
  private readonly visitor: LineVisitor;
  private readonly bytes: Buffer;

  /**
   * Begins at an `offset` of the file where a line begins. `layout` "whole" takes the whole file as one value, in which a
   * line's end is a space.
   */
  constructor(scan: ByteScan, visitor: LineVisitor, offset = 0, layout: "lines" | "whole" = "lines") {
    this.scan = scan;
    this.visitor = visitor;
    this.bytes = scan.bytes;
    this.pos = this.limit = this.validFrom = scan.windowStart;
    this.base = offset - scan.windowStart;
    this.lineOffset = offset;
    scan.resetWalk(layout === "whole");
  }

  /** File offset up to which bytes were taken in. */
  get readOffset(): number {
    return this.base + this.limit;
  }
  /** True between lines: nothing is carried over but blank space. */
  get isBetweenLines(): boolean {
    // A lone token at the end of what is written, a line's first byte even, may still wait for its end.
    return this.scan.isBetweenLines && this.pos === this.limit;
  }
  /** True when the line has turned out to be no JSON; its end is still to come. */
  get isBad(): boolean {
    return this.scan.isSkipping;
  }
  /** True when the line is a whole JSON value that lacks only its line's end. */
  get isComplete(): boolean {
    return this.scan.isAfterValue;
  }

  /** True inside an object that so far is JSON and has no end yet. */
  get isInObject(): boolean {
    const { scan } = this;
    return scan.isInObject && !scan.isBetweenLines && !scan.isAfterValue && !scan.isSkipping;
  }

  /** Skips a byte order mark, when nothing of the file was taken in before. */
  skipByteOrderMark(): void {
    if (this.base + this.pos !== 0) return;
    const isMark = this.limit - this.pos >= 3 && this.bytes.compare(byteOrderMark, 0, 3, this.pos, this.pos + 3) === 0;
    if (!isMark) return;
    this.pos += 3;
    this.lineOffset = this.base + this.pos;
  }

  /** Takes in all bytes up to `limit` but those of a token that is not complete. */
  run(): void {
    do {
      this.pos = this.scan.walk(this.pos, this.limit);
      this.readTape();
    } while (this.scan.isTapeFull);
  }

  /** Goes on to the end of the current line. False when the window ran out before it. */
  runLine(): boolean {
    const from = this.lineOffset;
    this.scan.stopAfterLine(true);
    this.run();
    this.scan.stopAfterLine(false);
    return this.lineOffset !== from;
  }

  /** Reports an unterminated but complete line, as if it ended here; the walk itself does not move. */
  reportComplete(): void {
    // A line without a key has not begun for the visitor.
    if (!this.isStarted) this.visitor.lineStart();
    this.isStarted = true;
    const length = this.base + this.limit - this.lineOffset - (this.bytes[this.limit - 1] === carriageReturn ? 1 : 0);
    this.visitor.lineEnd(this.lineOffset, length, this.scan.isInObject ? "object" : "not-an-object", 0);
  }

  /** Moves what is still needed before the start of the window, which is then free for further bytes. Indexes change. */
  compact(): void {
    const valueFrom = this.scan.openValue;
    if (valueFrom >= 0) this.visitor.part(valueFrom, this.pos);
    if (valueFrom >= 0 && this.valueOffset < 0) this.valueOffset = this.base + valueFrom;
    const keep = Math.max(this.validFrom, this.pos - overlap - this.oddBackslash());
    const shift = this.scan.windowStart - this.limit;
    this.bytes.copyWithin(keep + shift, keep, this.limit);
    this.validFrom = keep + shift;
    this.pos += shift;
    this.limit += shift;
    this.base -= shift;
    if (valueFrom >= 0) this.scan.openValue = this.pos;
  }

  /** Leaves the window and the walk to others; `resume` takes them back. */
  suspend(): void {
    this.compact();
    const bytes = Buffer.from(this.bytes.subarray(this.validFrom, this.limit));
    this.suspended = { bytes, walk: this.scan.saveWalk() };
  }
  resume(): void {
    if (this.suspended === null) return;
    this.bytes.set(this.suspended.bytes, this.validFrom);
    this.scan.restoreWalk(this.suspended.walk);
    this.suspended = null;
  }

  /** 1 when an odd run of backslashes ends before `pos`: then one more byte is kept, so that its parity survives. */
  private oddBackslash(): number {
    let from = this.pos;
    while (from > this.validFrom && this.bytes[from - 1] === backslash) from--;
    return (this.pos - from) & 1;
  }

  private readTape(): void {
    const entries = this.scan.tape;
    const end = this.scan.tapeLength * 3;
    for (let at = 0; at < end; at += 3) {
      const from = entries[at + 1] ?? 0;
      const to = entries[at + 2] ?? 0;
      const kind = entries[at];
      if (kind === tape.key) this.startKey(from, to);
      else if (kind === tape.string) this.endValue("string", from, to);
      else if (kind === tape.scalar) this.endValue("scalar", from, to);
      else if (kind === tape.nested) this.endValue("nested", from, to);
      else if (kind === tape.bad) this.badAt = this.base + from - this.lineOffset;
      else if (kind === tape.blank) this.lineOffset = this.base + from + 1;
      else this.endLine(from, kind === tape.object ? "object" : kind === tape.other ? "not-an-object" : "not-json");
    }
  }

  private startKey(from: number, to: number): void {
    if (!this.isStarted) this.visitor.lineStart();
    this.isStarted = true;
    this.visitor.key(from, to);
  }

  private endValue(type: ValueType, from: number, to: number): void {
    const offset = this.valueOffset < 0 ? from : this.valueOffset - this.base;
    this.valueOffset = -1;
    this.visitor.value(type, from, to, to - offset);
  }

  private endLine(at: number, verdict: LineVerdict): void {
    if (!this.isStarted) this.visitor.lineStart();
    this.isStarted = false;
    this.valueOffset = -1;
    const offset = this.lineOffset;
    const length = this.base + at - offset - (this.bytes[at - 1] === carriageReturn ? 1 : 0);
    this.lineOffset = this.base + at + 1;
    this.visitor.lineEnd(offset, length, verdict, this.badAt);
  }
}
