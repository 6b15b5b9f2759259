import { LineMarks } from "../../core/lines/lineMarks.js";
import type { LinesState } from "../../protocol/lines/linesDeskApi.js";
import { openFile, type OpenFile } from "../index/openFile.js";
import { readFailure, type ReadFailure } from "../index/readFailure.js";
import { LineReader, readAt } from "./lineReader.js";

const newline = 0x0a;
const chunkBytes = 4 << 20;
/** A file that still begins and, up to where it was read, still ends with the same bytes has only grown. */
const headBytes = 4096;
const tailBytes = 64;
/** Byte order marks of UTF-16, the little and the big end first. */
const utf16Marks = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** What was found out by reading a file from its beginning. */
class Reading {
  readonly marks = new LineMarks();
  /** Lines that have an end. */
  ended = 0;
  /** Where the line begins that has none yet. */
  lastStart = 0;
  /** Bytes that were looked through. */
  end = 0;
  head = Buffer.alloc(0);
  tail = Buffer.alloc(0);

  take(bytes: Buffer): void {
    if (this.head.length < headBytes) {
      const more = bytes.subarray(0, headBytes - this.head.length);
      this.head = Buffer.concat([this.head, more]);
    }
    for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) {
      this.ended++;
      this.lastStart = this.end + at + 1;
      this.marks.add(this.ended, this.lastStart);
    }
    this.tail = Buffer.concat([this.tail, bytes.subarray(-tailBytes)]).subarray(-tailBytes);
    this.end += bytes.length;
  }

  /** Whether what was read is still there. */
  holds(fd: number): boolean {
    const { head, tail, end } = this;
    return readAt(fd, 0, head.length).equals(head) && readAt(fd, end - tail.length, tail.length).equals(tail);
  }

  get isTorn(): boolean {
    return this.end > this.lastStart;
  }

  get isUtf16(): boolean {
    return utf16Marks.some(mark => this.head.subarray(0, mark.length).equals(mark));
  }
}

const failureOf = (failure: ReadFailure): NonNullable<LinesState["failure"]> => ({
  code: failure.kind === "gone" || failure.kind === "denied" ? failure.kind : "unreadable",
  message: failure.kind === "unreadable" ? failure.message : "",
});

/**
 * A file of lines that is looked through for where they begin, piece by piece, and goes on when it grows. A line ends with
 * the byte 0x0A and with nothing else. Nothing of the lines is kept but marks: they are read again when they are wanted.
 */
export class LineFile {
  readonly path: string;
  private reading = new Reading();
  private generation = 0;
  private size = 0;
  private failure: LinesState["failure"] = null;

  constructor(path: string) {
    this.path = path;
  }

  /** The state but for its version. */
  get state(): Omit<LinesState, "version"> {
    const { reading, generation, size, failure } = this;
    const rows = reading.ended + (reading.isTorn ? 1 : 0);
    const { isTorn, isUtf16 } = reading;
    return { generation, rows, bytes: size, readBytes: reading.end, isTorn, isUtf16, failure };
  }

  get marks(): LineMarks {
    return this.reading.marks;
  }

  /** Looks at the file and reads its next piece. True while there is more of it. */
  readOn(): boolean {
    const more = this.opened(({ fd, identity }) => {
      this.size = identity.size;
      if (!this.isThere(fd, identity.size)) this.startAgain();
      const bytes = readAt(fd, this.reading.end, Math.min(chunkBytes, identity.size - this.reading.end));
      this.reading.take(bytes);
      return bytes.length > 0 && this.reading.end < identity.size;
    });
    return more ?? false;
  }

  /**
   * Hands out what finds lines in the open file. Null where it cannot be opened or is not the file any more that was
   * read: `state` tells of both.
   */
  read<Result>(use: (reader: LineReader, fd: number) => Result): Result | null {
    return this.opened(({ fd, identity }) => {
      if (this.isThere(fd, identity.size)) return use(new LineReader(fd, this.reading), fd);
      this.startAgain();
      return null;
    });
  }

  private isThere(fd: number, size: number): boolean {
    return size >= this.reading.end && this.reading.holds(fd);
  }

  private startAgain(): void {
    this.reading = new Reading();
    this.generation++;
  }

  private opened<Result>(use: (file: OpenFile) => Result): Result | null {
    const opened = openFile(this.path);
    if (opened.kind !== "open") {
      this.failure = failureOf(opened);
      return null;
    }
    try {
      const result = use(opened);
      this.failure = null;
      return result;
    } catch (error) {
      this.failure = failureOf(readFailure(error));
      return null;
    } finally {
      opened.close();
    }
  }
}
