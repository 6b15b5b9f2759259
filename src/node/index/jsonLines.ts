import type { ByteScan } from "./byteScan.js";
import type { ScalarReader } from "./scalarReader.js";

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

const state = {
  start: 0,
  value: 1,
  elementOrClose: 2,
  keyOrClose: 3,
  key: 4,
  colon: 5,
  after: 6,
  string: 7,
  longKey: 8,
  end: 9,
  bad: 10,
} as const;
type State = (typeof state)[keyof typeof state];

const [quote, comma, colon, newline, carriageReturn] = [0x22, 0x2c, 0x3a, 0x0a, 0x0d];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const [arrayFrame, objectFrame] = [0, 1];

/** Deeper than this, a line counts as no JSON: no trainer nests so, and the stack must not grow with hostile input. */
const maxDepth = 1 << 20;
/** Longer keys are stepped over, longer scalars are no JSON: a token has to fit into the window with room to spare. */
const maxToken = 1 << 16;
/** Bytes kept before the position when the window is refilled: `stringEnd` looks back at backslashes, a tag may be cut. */
const overlap = 16;

/**
 * Walks lines of JSON byte by byte without building strings, and can stop at any byte: everything it knows is in its
 * fields and in the few bytes it carries over. Bad escapes (`\q`) are the one thing that a JSON parser refuses and this
 * does not see.
 */
export class JsonLines {
  private readonly scalars: ScalarReader;
  /** First unread byte and end of the filled part, in the window; `base` is the file offset of index 0. */
  pos: number;
  limit: number;
  private base: number;
  /** First index that holds bytes of the file. */
  private validFrom: number;
  /** File offset of the line's first byte. */
  lineOffset: number;
  private state: State = state.start;
  private depth = 0;
  private frames = new Uint8Array(64);
  private isRootObject = false;
  /** Start of what was not yet reported of the open top-level value, or -1. */
  private valueFrom = -1;
  private valueOffset = 0;
  private badAt = 0;
  private carried: Buffer | null = null;
  private readonly isWhole: boolean;
  private readonly scan: ByteScan;
  private readonly visitor: LineVisitor;
  private readonly bytes: Buffer;

  /** Begins at an `offset` of the file where a line begins. `layout` "whole" takes the whole file as one value, in which a line's end is a space. */
  constructor(
    scan: ByteScan,
    visitor: LineVisitor,
    scalars: ScalarReader,
    offset = 0,
    layout: "lines" | "whole" = "lines",
  ) {
    this.scan = scan;
    this.isWhole = layout === "whole";
    this.visitor = visitor;
    this.scalars = scalars;
    this.bytes = scan.bytes;
    this.pos = this.limit = this.validFrom = scan.windowStart;
    this.base = offset - scan.windowStart;
    this.lineOffset = offset;
  }

  /** File offset up to which bytes were taken in. */
  get readOffset(): number {
    return this.base + this.limit;
  }
  /** True between lines: nothing is carried over but blank space. */
  get isBetweenLines(): boolean {
    return this.state === state.start;
  }
  /** True when the line is a whole JSON value that lacks only its line's end. */
  get isComplete(): boolean {
    return this.state === state.end;
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
    while (this.pos < this.limit && this.step());
  }

  /** Goes on to the end of the current line. False when the window ran out before it. */
  runLine(): boolean {
    const from = this.lineOffset;
    while (this.pos < this.limit && this.lineOffset === from && this.step());
    return this.lineOffset !== from;
  }

  /** Reports an unterminated but complete line, as if it ended here; the walk itself does not move. */
  reportComplete(): void {
    const isBlankTail = this.bytes[this.limit - 1] === carriageReturn;
    const length = this.base + this.limit - this.lineOffset - (isBlankTail ? 1 : 0);
    this.visitor.lineEnd(this.lineOffset, length, this.isRootObject ? "object" : "not-an-object", 0);
  }

  /**
   * Moves what is still needed before the start of the window, which is then free for further bytes. Indexes change.
   */
  compact(): void {
    if (this.valueFrom >= 0) this.visitor.part(this.valueFrom, this.pos);
    const keep = Math.max(this.validFrom, this.pos - overlap - this.oddBackslash());
    const shift = this.scan.windowStart - this.limit;
    this.bytes.copyWithin(keep + shift, keep, this.limit);
    this.validFrom = keep + shift;
    this.pos += shift;
    this.limit += shift;
    this.base -= shift;
    if (this.valueFrom >= 0) this.valueFrom = this.pos;
  }

  /** Leaves the window to others; `resume` takes it back. */
  suspend(): void {
    this.compact();
    this.carried = Buffer.from(this.bytes.subarray(this.validFrom, this.limit));
  }
  resume(): void {
    if (this.carried !== null) this.bytes.set(this.carried, this.validFrom);
    this.carried = null;
  }

  /** 1 when an odd run of backslashes ends before `pos`: then one more byte is kept, so that its parity survives. */
  private oddBackslash(): number {
    let from = this.pos;
    while (from > this.validFrom && this.bytes[from - 1] === 0x5c) from--;
    return (this.pos - from) & 1;
  }

  private step(): boolean {
    switch (this.state) {
      case state.start:
        return this.startLine();
      case state.value:
        return this.startValue();
      case state.elementOrClose:
        return this.closeOr(closeBracket, state.value);
      case state.keyOrClose:
        return this.closeOr(closeBrace, state.key);
      case state.key:
        return this.readKey();
      case state.colon:
        return this.readColon();
      case state.after:
        return this.readAfter();
      case state.string:
        return this.readString();
      case state.longKey:
        return this.skipLongKey();
      case state.end:
        return this.readEnd();
      case state.bad:
        return this.skipBadLine();
    }
  }

  /** The next byte that is no space, or -1. A line's end is none of them. */
  private peek(): number {
    for (; this.pos < this.limit; this.pos++) {
      const byte = this.bytes[this.pos] ?? 0;
      if (byte === 0x20 || byte === 0x09 || byte === carriageReturn) continue;
      if (byte !== newline || !this.isWhole) return byte;
    }
    return -1;
  }

  private startLine(): boolean {
    const byte = this.peek();
    if (byte === -1) return false;
    if (byte === newline) {
      this.pos++;
      this.lineOffset = this.base + this.pos;
      return true;
    }
    this.depth = 0;
    this.isRootObject = false;
    this.visitor.lineStart();
    this.state = state.value;
    return true;
  }

  private startValue(): boolean {
    const byte = this.peek();
    if (byte === -1) return false;
    if (byte === openBrace) return this.open(objectFrame);
    if (byte === openBracket) return this.open(arrayFrame);
    if (byte !== quote) return this.readScalar();
    this.pos++;
    this.beginValue();
    this.state = state.string;
    return this.readString();
  }

  private get isTopLevel(): boolean {
    return this.depth === 1 && this.isRootObject;
  }
  private beginValue(): void {
    if (!this.isTopLevel) return;
    this.valueFrom = this.pos;
    this.valueOffset = this.base + this.pos;
  }

  private endValue(type: ValueType, to: number): void {
    if (!this.isTopLevel) return;
    this.visitor.value(type, this.valueFrom, to, this.base + to - this.valueOffset);
    this.valueFrom = -1;
  }

  private afterValue(): true {
    this.state = this.depth === 0 ? state.end : state.after;
    return true;
  }

  /** The closing quote of a string, or what stops it before. Most keys and many values are too short to be worth a call. */
  private stringEnd(from: number): number {
    const { bytes, limit } = this;
    let at = from;
    // After a refill the first byte may be escaped by one that was taken in before.
    const near = bytes[from - 1] === 0x5c ? from : Math.min(from + 24, limit);
    for (; at < near; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === quote) return at;
      if (byte === 0x5c || byte < 0x20) break;
    }
    return this.scan.stringEnd(at, limit);
  }

  private readString(): boolean {
    const at = this.stringEnd(this.pos);
    this.pos = at;
    if (at === this.limit) return false;
    if (this.bytes[at] !== quote) return this.bad();
    this.endValue("string", at);
    this.pos = at + 1;
    return this.afterValue();
  }

  private readScalar(): boolean {
    const { bytes, limit } = this;
    let to = this.pos;
    for (; to < limit; to++) {
      const byte = bytes[to] ?? 0;
      if (byte === comma || byte === closeBrace || byte === closeBracket || byte <= 0x20) break;
    }
    if (to === limit && to - this.pos < maxToken) return false;
    const code = to === limit ? null : this.scalars.read(bytes, this.pos, to, this.isTopLevel);
    if (code === null) return this.bad();
    this.beginValue();
    this.endValue("scalar", to);
    this.pos = to;
    return this.afterValue();
  }

  private open(frame: number): boolean {
    if (this.depth === maxDepth) return this.bad();
    if (this.depth === 0) this.isRootObject = frame === objectFrame;
    else this.beginValue();
    if (this.depth === this.frames.length) {
      const wider = new Uint8Array(this.depth * 2);
      wider.set(this.frames);
      this.frames = wider;
    }
    this.frames[this.depth++] = frame;
    this.pos++;
    this.state = frame === objectFrame ? state.keyOrClose : state.elementOrClose;
    return true;
  }

  private close(frame: number): boolean {
    if (this.frames[this.depth - 1] !== frame) return this.bad();
    this.depth--;
    this.pos++;
    this.endValue("nested", this.pos);
    return this.afterValue();
  }

  private closeOr(closing: number, otherwise: State): boolean {
    const byte = this.peek();
    if (byte === -1) return false;
    if (byte === closing) return this.close(closing === closeBrace ? objectFrame : arrayFrame);
    this.state = otherwise;
    return true;
  }

  private readKey(): boolean {
    const byte = this.peek();
    if (byte === -1) return false;
    if (byte !== quote) return this.bad();
    const from = this.pos + 1;
    const end = this.stringEnd(from);
    if (end === this.limit) return this.limit - from < maxToken ? false : this.startLongKey();
    if (this.bytes[end] !== quote) return this.bad(end);
    if (this.isTopLevel) this.visitor.key(from, end);
    this.pos = end + 1;
    this.state = state.colon;
    return this.pos < this.limit && this.readColon();
  }

  private startLongKey(): boolean {
    if (this.isTopLevel) this.visitor.key(0, 0);
    this.pos = this.limit;
    this.state = state.longKey;
    return false;
  }

  private skipLongKey(): boolean {
    this.pos = this.scan.stringEnd(this.pos, this.limit);
    if (this.pos === this.limit) return false;
    if (this.bytes[this.pos] !== quote) return this.bad();
    this.pos++;
    this.state = state.colon;
    return true;
  }

  private readColon(): boolean {
    const byte = this.peek();
    if (byte === -1) return false;
    if (byte !== colon) return this.bad();
    this.pos++;
    this.state = state.value;
    return this.pos < this.limit && this.startValue();
  }

  private readAfter(): boolean {
    const byte = this.peek();
    if (byte === -1) return false;
    if (byte === closeBrace) return this.close(objectFrame);
    if (byte === closeBracket) return this.close(arrayFrame);
    if (byte !== comma) return this.bad();
    this.pos++;
    this.state = this.frames[this.depth - 1] === objectFrame ? state.key : state.value;
    return true;
  }

  private readEnd(): boolean {
    const byte = this.peek();
    if (byte === -1) return false;
    return byte === newline ? this.endLine(this.isRootObject ? "object" : "not-an-object") : this.bad();
  }

  private bad(at = this.pos): true {
    this.badAt = this.base + at - this.lineOffset;
    this.valueFrom = -1;
    this.pos = at;
    this.state = state.bad;
    return true;
  }

  private skipBadLine(): boolean {
    const found = this.isWhole ? -1 : this.bytes.subarray(0, this.limit).indexOf(newline, this.pos);
    this.pos = found === -1 ? this.limit : found;
    return found !== -1 && this.endLine("not-json");
  }

  private endLine(verdict: LineVerdict): true {
    const isCrLf = this.bytes[this.pos - 1] === carriageReturn;
    const offset = this.lineOffset;
    const length = this.base + this.pos - offset - (isCrLf ? 1 : 0);
    this.pos++;
    this.lineOffset = this.base + this.pos;
    this.state = state.start;
    this.visitor.lineEnd(offset, length, verdict, this.badAt);
    return true;
  }
}
