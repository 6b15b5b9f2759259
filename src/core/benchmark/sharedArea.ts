import type { WholeBox } from "./wholeBox.js";

export const areaOf = ([left, top, right, bottom]: WholeBox) => (right - left) * (bottom - top);

/** Area that two boxes of one page share, in square page pixels. */
export function sharedArea(a: WholeBox, b: WholeBox): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return Math.max(0, width) * Math.max(0, height);
}
