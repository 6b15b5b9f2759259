import type { Excerpt } from "../../core/search/excerptOf.js";

/** UTF-16 units of the text before a match that a list has room for. */
const shownBefore = 24;

/** White space and control characters as one space: a label is one line. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ");

/** An excerpt as the label of an item, and where its match stands in it. */
export function hitLabel({ before, match, after, isCutBefore, isCutAfter }: Excerpt): {
  readonly label: string;
  readonly highlight: [number, number];
} {
  const flat = oneLine(before);
  // Whole characters are cut off, so that none is cut in half.
  const kept = flat.length > shownBefore ? Array.from(flat).slice(-shownBefore).join("") : flat.trimStart();
  const isCut = isCutBefore || kept.length < flat.trimStart().length;
  const head = `${isCut ? "…" : ""}${kept}`;
  const shown = oneLine(match);
  const label = `${head}${shown}${oneLine(after)}${isCutAfter ? "…" : ""}`;
  return { label, highlight: [head.length, head.length + shown.length] };
}
