import type { CropOutcome } from "./cropOutcome.js";
import type { Point } from "./point.js";
import type { Size } from "./size.js";

/** The window's side, in pixels of the image that the tool was given. */
const side = 400;

/** Where a window of this length starts about a middle: moved back inside the image, which may be shorter. */
function start(middle: number, length: number): number {
  return Math.max(0, Math.min(middle - side / 2, length - side));
}

/**
 * What r1_vlm crops around a point (src/r1_vlm/tools/zoom.py): a window of a fixed size, moved into the image. The point
 * has to be one of whole pixels on it.
 */
export function pointCrop([x, y]: Point, { width, height }: Size): CropOutcome {
  const isOnImage = Number.isInteger(x) && Number.isInteger(y) && x >= 0 && x < width && y >= 0 && y < height;
  if (!isOnImage) return { kind: "refused", by: "outside-page" };
  const [left, top] = [start(x, width), start(y, height)];
  const box = [left, top, Math.min(left + side, width), Math.min(top + side, height)] as const;
  return { kind: "executed", box, changedBy: ["window"] };
}
