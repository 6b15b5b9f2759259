import type { LineMarks } from "../../core/lines/lineMarks.js";
import { readFully } from "../index/readFully.js";

/** A line of a file: where it begins, and where its line end (or the end of what was read) is, in bytes. */
export interface LineSpan {
  readonly row: number;
  readonly offset: number;
  readonly end: number;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const blockBytes = 256 << 10;

/** Fills a buffer from a place of a file, as far as there is something. */
export function readAt(fd: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(Math.max(0, length));
  return bytes.subarray(0, readFully(fd, bytes, offset));
}

/** What is known of a file's lines from looking through it. */
export interface KnownLines {
  readonly marks: LineMarks;
  /** How far the file was looked through, in bytes. */
  readonly end: number;
  /** Where the line begins that has no end yet: from here on there is no line end. */
  readonly lastStart: number;
}

/** Finds lines of an open file with the help of what is known of them. */
export class LineReader {
  private readonly fd: number;
  private readonly marks: LineMarks;
  private readonly end: number;
  private readonly lastStart: number;
  private block: { readonly offset: number; readonly bytes: Buffer } = { offset: 0, bytes: Buffer.alloc(0) };

  constructor(fd: number, { marks, end, lastStart }: KnownLines) {
    this.fd = fd;
    this.marks = marks;
    this.end = end;
    this.lastStart = lastStart;
  }

  /** The lines from one to another, which is left out. */
  spans(from: number, to: number): readonly LineSpan[] {
    const spans: LineSpan[] = [];
    let { row, offset } = this.marks.before(from);
    for (; row < to && offset < this.end; row++) {
      const end = this.lineEnd(row, offset);
      if (end === null) break;
      if (row >= from) spans.push({ row, offset, end });
      offset = end + 1;
    }
    return spans;
  }

  /** Up to `bytes` bytes of a line from one of its bytes on, without a carriage return before the line's end. */
  bytes({ offset, end }: LineSpan, from: number, bytes: number): Buffer {
    const start = Math.min(offset + from, end);
    const wanted = Math.min(bytes, end - start);
    const isInBlock = start >= this.block.offset && start + wanted <= this.block.offset + this.block.bytes.length;
    if (!isInBlock) return readAt(this.fd, start, wanted);
    return this.block.bytes.subarray(start - this.block.offset, start - this.block.offset + wanted);
  }

  /** Length of a line without its line end. */
  length(span: LineSpan): number {
    const length = span.end - span.offset;
    if (length === 0 || span.end >= this.end) return length;
    return this.bytes(span, length - 1, 1)[0] === carriageReturn ? length - 1 : length;
  }

  /**
   * Where the line end of a line is that begins at `offset`; a mark behind it saves reading it. Null where nothing of the
   * line is there any more: the file has become shorter meanwhile.
   */
  private lineEnd(row: number, offset: number): number | null {
    if (offset >= this.lastStart) return this.end;
    const next = this.marks.exactly(row + 1);
    if (next !== null) return next - 1;
    for (let at = offset; at < this.end;) {
      const { offset: start, bytes } = this.blockAt(at);
      if (bytes.length === 0) return at === offset ? null : at;
      const found = bytes.indexOf(newline, at - start);
      if (found !== -1 && start + found < this.end) return start + found;
      at = start + bytes.length;
    }
    return this.end;
  }

  private blockAt(offset: number) {
    const { block } = this;
    if (offset >= block.offset && offset < block.offset + block.bytes.length) return block;
    this.block = { offset, bytes: readAt(this.fd, offset, Math.min(blockBytes, this.end - offset)) };
    return this.block;
  }
}
