import { readSync } from "node:fs";
import type { ByteScan } from "./byteScan.js";
import type { JsonLines } from "./jsonLines.js";
import type { ScanCounters } from "./scanCounters.js";

/**
 * Reads on where the lines stand, into the room behind them. Returns the number of bytes; fewer than there was room for
 * means that the file ends there.
 */
export function fillWindow(
  fd: number,
  scan: ByteScan,
  lines: JsonLines,
  counters: ScanCounters,
): { readonly bytes: number; readonly isEnd: boolean } {
  const room = scan.windowEnd - lines.limit;
  const bytes = readSync(fd, scan.bytes, lines.limit, room, lines.readOffset);
  counters.reads++;
  counters.bytesRead += bytes;
  lines.limit += bytes;
  return { bytes, isEnd: bytes < room };
}
