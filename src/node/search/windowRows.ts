import type { FileTask } from "./searchTask.js";

/** Rows between whose places in the file lie more bytes than this are not read together. */
const mostGap = 1 << 16;

/**
 * The place behind the last row that is read along with the one at `from` into a window of `room` bytes. Equal to `from`
 * where that row alone is too long for it.
 */
export function windowRows({ offsets, lengths }: FileTask, from: number, room: number): number {
  const start = offsets[from] ?? 0;
  let to = from;
  for (; to < offsets.length; to++) {
    const offset = offsets[to] ?? 0;
    const before = to === from ? start : (offsets[to - 1] ?? 0) + (lengths[to - 1] ?? 0);
    if (offset < before || offset - before > mostGap || offset + (lengths[to] ?? 0) - start > room) break;
  }
  return to;
}
