import type { Size } from "../../core/page/size.js";
import type { ImageHeader } from "./imageHeader.js";
import type { PageLimits } from "./pageLimits.js";
import type { PageFailure } from "./pageResult.js";

/** What came of trying one local path. `refused` paths exist, and the reason is worth more than "missing". */
export type Examined =
  | { readonly kind: "page"; readonly path: string; readonly header: ImageHeader }
  | { readonly kind: "refused"; readonly failure: PageFailure }
  | { readonly kind: "missing" };

export interface Examination {
  /** Real paths of the folders below which files may be read. */
  readonly roots: readonly string[];
  readonly limits: PageLimits;
  /** The size that the row or the dataset gives for the page; null when nobody does. */
  readonly expected: Size | null;
  /** Whether the expected size counts the page as turned by its EXIF orientation. */
  readonly appliesOrientation: boolean;
}
