import { open, type FileHandle } from "node:fs/promises";
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
    const handle = await open(file.path, "r");
    try {
      return await readRow(handle, entry, file, row);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { kind: "failed", reason: reasonOf(error) };
  }
}

async function readRow(handle: FileHandle, entry: FileIndex, file: IndexedFile, row: number): Promise<UnitRead> {
  const identity = identityOf(await handle.stat({ bigint: true }));
  const known = entry.identity;
  if (identity.inode !== known?.inode || identity.size < known.size) return { kind: "changed" };
  // A rewrite in place keeps the inode. One of equal size changes the time; a longer one is told from growth by what the
  // index does next.
  if (identity.size === known.size && identity.mtimeMs !== known.mtimeMs) return { kind: "changed" };
  const bytes = Buffer.allocUnsafe(file.columns.lengthOf(row));
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, file.columns.offsetOf(row));
  return bytesRead === bytes.length ? { kind: "bytes", bytes } : { kind: "changed" };
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
