import type { CoordinateSpace } from "./coordinateSpace.js";
import type { ResizeLimits } from "./resizeLimits.js";
import type { Size } from "./size.js";
import { smartResize } from "./smartResize.js";

/**
 * How many units of a coordinate space the whole page is wide and high. Null for model pixels of a page that
 * smart_resize refuses: the model never saw such a page.
 */
export function spaceSize(space: CoordinateSpace, page: Size, limits: ResizeLimits): Size | null {
  switch (space) {
    case "page":
      return page;
    case "model": {
      const seen = smartResize(page, limits);
      return seen.kind === "resized" ? seen.size : null;
    }
    case "unit":
      return { width: 1, height: 1 };
    case "thousand":
      return { width: 1000, height: 1000 };
    default: {
      const never: never = space;
      return never;
    }
  }
}
