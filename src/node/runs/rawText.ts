import type { RowBytes } from "./rowOpener.js";

/** Longer units are cut for the window; the file itself can be opened. */
const maxBytes = 2 * 1024 * 1024;

/** A row as it stands in the file. */
export function rawText(read: RowBytes): { readonly text: string; readonly isCut: boolean } | null {
  if (read.kind === "failed") return null;
  return { text: read.bytes.subarray(0, maxBytes).toString("utf8"), isCut: read.bytes.length > maxBytes };
}
