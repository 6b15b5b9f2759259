import type { Size } from "../../core/page/size.js";
import type { PageView } from "../../protocol/rolloutView.js";

/** The stored page's size, from the image itself or from the data; null when only a likely shape is known. */
export function pageSizeOf(page: PageView): Size | null {
  if (page.kind === "blank" && !page.isSizeKnown) return null;
  return { width: page.width, height: page.height };
}
