import type { Box } from "../../page/box.js";
import type { Size } from "../../page/size.js";

/** Counts of a mask that can be no mask's: a value is told, not thrown. */
export type RunRead<T> =
  { readonly kind: "read"; readonly value: T } | { readonly kind: "bad"; readonly reason: string };

/** Six groups of five bits hold every count below 2^30, and no mask of ours has more pixels. */
const mostGroups = 6;

/**
 * Run lengths of COCO's compressed form: groups of five bits, lowest first, 48 added to make letters; bit 5 says that
 * more follow; from the fourth count on the difference to the count before the last is written (cocoapi, maskApi.c).
 */
export function decompressCounts(text: string): RunRead<readonly number[]> {
  const counts: number[] = [];
  let at = 0;
  while (at < text.length) {
    let value = 0;
    let groups = 0;
    let code: number;
    do {
      code = text.charCodeAt(at++) - 48;
      if (!(code >= 0 && code < 64)) return { kind: "bad", reason: `no run length at character ${at}` };
      if (groups === mostGroups) return { kind: "bad", reason: `a run length that does not end at character ${at}` };
      value += (code & 0x1f) * 32 ** groups++;
    } while ((code & 0x20) !== 0);
    if ((code & 0x10) !== 0) value -= 32 ** groups;
    counts.push(counts.length > 2 ? value + (counts[counts.length - 2] ?? 0) : value);
  }
  return { kind: "read", value: counts };
}

/** The columns and rows that runs of ones cover, widened run by run. */
class Reach {
  private x1 = Infinity;
  private y1 = Infinity;
  private x2 = -Infinity;
  private y2 = -Infinity;
  private readonly height: number;

  constructor(height: number) {
    this.height = height;
  }

  /** Pixels `from` to `to` (not itself) of the mask, counted down the columns. */
  add(from: number, to: number): void {
    const first = Math.floor(from / this.height);
    const last = Math.floor((to - 1) / this.height);
    this.x1 = Math.min(this.x1, first);
    this.x2 = Math.max(this.x2, last + 1);
    // A run that goes on in the next column has reached the bottom of one and the top of the other.
    this.y1 = Math.min(this.y1, first === last ? from % this.height : 0);
    this.y2 = Math.max(this.y2, first === last ? ((to - 1) % this.height) + 1 : this.height);
  }

  box(): Box | null {
    return this.x1 < this.x2 ? [this.x1, this.y1, this.x2, this.y2] : null;
  }
}

/**
 * The box around the ones of a mask in COCO's run lengths: zeros first, down the columns. In pixels of the mask; null for
 * an empty one. The mask itself is never made, so that its size costs nothing.
 */
export function runBox(counts: readonly unknown[], { width, height }: Size): RunRead<Box | null> {
  const reach = new Reach(height);
  let at = 0;
  for (const [index, count] of counts.entries()) {
    if (typeof count !== "number" || !Number.isInteger(count) || count < 0)
      return { kind: "bad", reason: `count ${index} is no whole number from 0` };
    if (index % 2 === 1 && count > 0) reach.add(at, at + count);
    at += count;
  }
  if (at !== width * height) return { kind: "bad", reason: `counts of ${at} pixels, not ${width} × ${height}` };
  return { kind: "read", value: reach.box() };
}
