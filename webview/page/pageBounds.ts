import type { Box } from "../../src/core/page/box.js";
import type { Size } from "../../src/core/page/size.js";

/** Boxes may widen the view by this share of the page on each side; what lies farther out would make the page tiny. */
const mostOutside = 0.25;

/** What fitting the page shows: the page, and the boxes that reach over its edges. In page pixels. */
export function pageBounds(page: Size, boxes: readonly Box[]): Box {
  const outsideX = page.width * mostOutside;
  const outsideY = page.height * mostOutside;
  let [x1, y1, x2, y2] = [0, 0, page.width, page.height];
  for (const [left, top, right, bottom] of boxes) {
    x1 = Math.max(-outsideX, Math.min(x1, left, right));
    y1 = Math.max(-outsideY, Math.min(y1, top, bottom));
    x2 = Math.min(page.width + outsideX, Math.max(x2, left, right));
    y2 = Math.min(page.height + outsideY, Math.max(y2, top, bottom));
  }
  return [x1, y1, x2, y2];
}
