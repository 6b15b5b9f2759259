import type { Box } from "./box.js";
import type { CoordinateSpace } from "./coordinateSpace.js";
import type { ResizeLimits } from "./resizeLimits.js";
import { scaleBox } from "./scaleBox.js";
import type { Size } from "./size.js";
import { spaceSize } from "./spaceSize.js";

/**
 * A requested box, counted in `space`, in page pixels: not rounded, and as far over the page's edge as it was written.
 * Null for model pixels of a page whose sides are in a ratio that smart_resize refuses.
 */
export function toPagePixels(box: Box, space: CoordinateSpace, page: Size, limits: ResizeLimits): Box | null {
  const from = spaceSize(space, page, limits);
  return from === null ? null : scaleBox(box, from, page);
}
