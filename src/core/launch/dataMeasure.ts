import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";

/** What of one question decides whether it fits: counted before a launch, page by page. */
export interface DataMeasure {
  readonly taskKind: string | null;
  /** Of the stored page, in pixels; null when it cannot be read. */
  readonly page: Size | null;
  /** Of the prompt's text, in UTF-16 units. */
  readonly promptLength: number;
  /** In page pixels. */
  readonly targets: readonly Box[];
  readonly expectedZooms: number | null;
}
