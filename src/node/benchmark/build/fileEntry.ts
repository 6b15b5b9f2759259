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

/** Hash and rows of a file in the manifest's folder; null where it is not there. Rejects as reading does. */
export async function fileEntry(path: string, signal: AbortSignal | undefined): Promise<FileEntry | null> {
  const hash = createHash("sha256");
  let rows = 0;
  let isEmpty = true;
  try {
    const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1 << 20, signal });
    for await (const chunk of stream) {
      hash.update(chunk);
      for (const byte of chunk) {
        if (byte === 0x0a && !isEmpty) rows += 1;
        isEmpty = byte === 0x0a || (isEmpty && (byte === 0x20 || byte === 0x0d));
      }
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  return { path: basename(path), sha256: hash.digest("hex"), rows: rows + (isEmpty ? 0 : 1) };
}
