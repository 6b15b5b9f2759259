import type { Size } from "../../page/size.js";
import type { WholeBox } from "../wholeBox.js";

/** The part of a box that lies on a page; null: none does. */
export function clampedBox([x1, y1, x2, y2]: WholeBox, { width, height }: Size): WholeBox | null {
  const box: WholeBox = [Math.max(0, x1), Math.max(0, y1), Math.min(width, x2), Math.min(height, y2)];
  return box[0] < box[2] && box[1] < box[3] ? box : null;
}
