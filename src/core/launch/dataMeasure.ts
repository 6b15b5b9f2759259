import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";
import type { TokenEstimate } from "./textTokens.js";

/** What of one question decides whether it fits: counted before a launch, page by page. */
export interface DataMeasure {
  readonly taskKind: string | null;
  /** Of the stored page, in pixels; null when it cannot be read. */
  readonly page: Size | null;
  /** Whether the question has a page at all. */
  readonly hasPage: boolean;
  /** Of the question's own text, without a system prompt. */
  readonly text: TokenEstimate;
  /** In page pixels; null: the data do not say. */
  readonly targets: readonly Box[] | null;
  readonly expectedZooms: number | null;
}
