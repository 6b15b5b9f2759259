import type { Box } from "./box.js";
import type { Size } from "./size.js";

/** The part of a box that lies on an image, in the image's pixels; null when nothing of it does or it is inverted. */
export function clampBox(box: Box, image: Size): Box | null {
  const x1 = Math.max(0, box[0]);
  const y1 = Math.max(0, box[1]);
  const x2 = Math.min(image.width, box[2]);
  const y2 = Math.min(image.height, box[3]);
  return x1 < x2 && y1 < y2 ? [x1, y1, x2, y2] : null;
}
