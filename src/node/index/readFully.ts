import { readSync } from "node:fs";

/**
 * Fills `into` with a file's bytes from `position` on, which one call of the system need not do. Returns the number of
 * bytes; fewer than there is room for means that the file ends there. Throws what `read` throws.
 */
export function readFully(fd: number, into: Uint8Array, position: number): number {
  let filled = 0;
  while (filled < into.length) {
    const read = readSync(fd, into, filled, into.length - filled, position + filled);
    if (read === 0) break;
    filled += read;
  }
  return filled;
}
