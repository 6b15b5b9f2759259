import type { Box } from "./box.js";
import { scaleBox } from "./scaleBox.js";
import type { Size } from "./size.js";

/** An image that calls crop from, as a part of the page. */
export interface ImagePart {
  /** What it shows, in page pixels. Where a tool pads, this reaches over the page's edge. */
  readonly box: Box;
  /** In its own pixels: those of the crop, or of the image that it was resized to. */
  readonly size: Size;
}

/** A box on an image, counted in units of which the image has `units`, in page pixels. Nothing is rounded. */
export function boxOfPart(box: Box, units: Size, part: ImagePart): Box {
  const [x, y] = part.box;
  const scaled = scaleBox(box, units, { width: part.box[2] - x, height: part.box[3] - y });
  return x === 0 && y === 0 ? scaled : [scaled[0] + x, scaled[1] + y, scaled[2] + x, scaled[3] + y];
}
