import type { Size } from "../../src/core/page/size.js";
import type { PageView } from "../../src/protocol/rolloutView.js";

/** EXIF orientations from 5 on lie on their side. */
const firstOnItsSide = 5;

/** The page's size in page pixels as it is shown: stored, or turned where EXIF orientation is applied. */
export function shownSize(page: PageView, applyOrientation: boolean): Size {
  const isTurned = page.kind === "image" && applyOrientation && page.orientation >= firstOnItsSide;
  return isTurned ? { width: page.height, height: page.width } : { width: page.width, height: page.height };
}
