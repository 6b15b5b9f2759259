import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";

/** An image that a model was shown, and which part of the page it shows. */
export interface ShownImage {
  /** As it was sent. */
  readonly sent: Size;
  /** As the model sees it, after its own smart_resize; the same where that changes nothing, or is not known. */
  readonly seen: Size;
  /** In page pixels; not whole where the part was a crop of the resized page. */
  readonly part: Box;
}
