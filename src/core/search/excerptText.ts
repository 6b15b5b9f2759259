import type { Excerpt } from "./excerptOf.js";

/** An excerpt as one text; an ellipsis stands where the text goes on. */
export function excerptText({ before, match, after, isCutBefore, isCutAfter }: Excerpt): string {
  return `${isCutBefore ? "…" : ""}${before}${match}${after}${isCutAfter ? "…" : ""}`;
}
