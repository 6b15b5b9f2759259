import type { CallTag } from "./callTag.js";

/** Where a call stands in a turn's text: UTF-16 offsets, tags included, and its body without them. */
export interface CallSpan {
  readonly start: number;
  readonly end: number;
  readonly tag: CallTag;
  readonly closed: boolean;
  readonly body: string;
}
