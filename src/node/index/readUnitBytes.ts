import { promises } from "node:fs";
import { identityOf } from "./fileIdentity.js";
import type { FileIndex } from "./fileIndex.js";
import type { IndexedFile, UnreadReason } from "./indexedFile.js";
import { maxUnitBytes } from "./indexLimits.js";
import { readFailure } from "./readFailure.js";
import type { UnitRead } from "./unitRead.js";

/**
 * Reads the unit of one row. The bytes are those that were indexed: when the file has changed since (but by growing), the
 * answer is "changed".
 */
export async function readUnitBytes(entry: FileIndex, file: IndexedFile, row: number): Promise<UnitRead> {
  if (entry.file.generation !== file.generation || row >= file.columns.count) return { kind: "changed" };
  const length = file.columns.lengthOf(row);
  if (length > maxUnitBytes) return { kind: "too-large", length };
  try {
    await using handle = await openForReading(file.path);
    const identity = identityOf(await handle.stat({ bigint: true }));
    const known = entry.identity;
    if (identity.inode !== known?.inode || identity.size < known.size) return { kind: "changed" };
    // A rewrite in place keeps the inode. One of equal size changes the time; a longer one is told from growth by what
    // the index does next, and until then by the line's end that must follow the row.
    if (identity.size === known.size && identity.mtimeMs !== known.mtimeMs) return { kind: "changed" };
    const bytes = Buffer.allocUnsafe(length);
    const { bytesRead } = await handle.read(bytes, 0, length, file.columns.offsetOf(row));
    return bytesRead === length ? { kind: "bytes", bytes } : { kind: "changed" };
  } catch (error) {
    return { kind: "failed", reason: reasonOf(error) };
  }
}

async function openForReading(path: string) {
  const handle = await promises.open(path, "r");
  return Object.assign(handle, { [Symbol.asyncDispose]: () => handle.close() });
}

function reasonOf(error: unknown): UnreadReason {
  const failure = readFailure(error);
  switch (failure.kind) {
    case "gone":
    case "denied":
      return { code: failure.kind };
    case "unreadable":
      return { code: "unreadable", message: failure.message };
    case "changed":
    case "too-large":
      return { code: "unreadable", message: failure.kind };
  }
}
