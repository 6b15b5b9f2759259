import type { Box } from "./box.js";
import type { Size } from "./size.js";

/** A box with each side moved onto the image, as tools clamp before they check: it may come out inverted or empty. */
export function clampSides(box: Box, { width, height }: Size): Box {
  return [Math.max(0, box[0]), Math.max(0, box[1]), Math.min(width, box[2]), Math.min(height, box[3])];
}
