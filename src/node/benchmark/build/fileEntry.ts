import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";

/** A file as a manifest lists it. */
export interface FileEntry {
  readonly path: string;
  readonly sha256: string;
  /** Lines that are not empty. */
  readonly rows: number;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

const newline = 0x0a;

/** Counts lines that are not empty, chunk by chunk. */
class LineCount {
  private lines = 0;
  private isOpen = false;

  add(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      if (this.isOpen || at > from) this.lines += 1;
      this.isOpen = false;
      from = at + 1;
    }
    this.isOpen ||= from < chunk.length;
  }

  get total(): number {
    return this.lines + (this.isOpen ? 1 : 0);
  }
}

/** Hash and rows of a file in the manifest's folder; null where it is not there. Rejects as reading does. */
export async function fileEntry(path: string, signal: AbortSignal | undefined): Promise<FileEntry | null> {
  const hash = createHash("sha256");
  const rows = new LineCount();
  try {
    const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1 << 20, signal });
    for await (const chunk of stream) {
      hash.update(chunk);
      rows.add(chunk);
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  return { path: basename(path), sha256: hash.digest("hex"), rows: rows.total };
}
