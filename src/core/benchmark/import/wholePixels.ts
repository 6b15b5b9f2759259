import type { Box } from "../../page/box.js";
import type { Size } from "../../page/size.js";
import type { WholeBox } from "../wholeBox.js";

/** What x + width leaves behind in floating point is no further pixel. */
const noise = 1e-6;

/** The pixels that a box touches on its page: none, all of it, or the part that lies on the page. */
export type WholeRead = { readonly kind: "outside" } | { readonly kind: "inside" | "cut"; readonly box: WholeBox };

/** Whole pixels around a box, cut at the page's edges. A box without width or height touches none. */
export function wholePixels([x1, y1, x2, y2]: Box, { width, height }: Size): WholeRead {
  if (!(x1 < x2 && y1 < y2)) return { kind: "outside" };
  const [left, top] = [Math.floor(x1 + noise), Math.floor(y1 + noise)];
  const [right, bottom] = [Math.max(left + 1, Math.ceil(x2 - noise)), Math.max(top + 1, Math.ceil(y2 - noise))];
  const box = [Math.max(0, left), Math.max(0, top), Math.min(width, right), Math.min(height, bottom)] as const;
  if (box[0] >= box[2] || box[1] >= box[3]) return { kind: "outside" };
  const isCut = left < 0 || top < 0 || right > width || bottom > height;
  return { kind: isCut ? "cut" : "inside", box: [box[0], box[1], box[2], box[3]] };
}
