import { createReadStream } from "node:fs";

/** One line's bytes without its end, or only its length where it is longer than the limit. */
export interface Line {
  readonly byteOffset: number;
  readonly length: number;
  readonly bytes: Buffer | null;
}

const newline = 0x0a;
const carriageReturn = 0x0d;

/** Keeps the parts of a line that reaches over chunks, and lets go of them once the line is too long. */
class LineBuffer {
  length = 0;
  private parts: Buffer[] = [];
  private readonly maxBytes: number;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  add(part: Buffer): void {
    this.length += part.length;
    if (this.length > this.maxBytes) this.parts = [];
    else this.parts.push(part);
  }

  take(byteOffset: number): Line {
    const { length, parts } = this;
    this.length = 0;
    this.parts = [];
    if (length > this.maxBytes) return { byteOffset, length, bytes: null };
    const bytes = Buffer.concat(parts);
    const end = bytes.at(-1) === carriageReturn ? -1 : bytes.length;
    return { byteOffset, length, bytes: bytes.subarray(0, end) };
  }
}

/**
 * Lines of a file, split at byte 0x0A alone (U+2028 and its like stand raw inside JSON strings, formats.md 6.5), empty ones
 * included; the last one may lack its end. Memory stays within `maxBytes` and one chunk whatever a line's length. Throws
 * what the file system throws.
 */
export function readLines(path: string, maxBytes: number): AsyncGenerator<Line> {
  return linesOf(createReadStream(path, { highWaterMark: 1 << 20 }), maxBytes);
}

/** The same of a stream of bytes. */
export async function* linesOf(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Line> {
  const line = new LineBuffer(maxBytes);
  let lineStart = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      line.add(chunk.subarray(from, at));
      const whole = line.take(lineStart);
      lineStart += whole.length + 1;
      from = at + 1;
      yield whole;
    }
    line.add(chunk.subarray(from));
  }
  if (line.length > 0) yield line.take(lineStart);
}
