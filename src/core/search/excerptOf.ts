import type { TextRange } from "./textRange.js";

/** A match with some of the text around it. */
export interface Excerpt {
  readonly before: string;
  readonly match: string;
  readonly after: string;
  /** The text goes on before and after what is shown. */
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
  /** The match itself is longer than what is shown of it. */
  readonly isMatchCut: boolean;
}

/** UTF-16 units that are shown before, of and after a match. */
const shownBefore = 48;
const shownMatch = 160;
const shownAfter = 96;

const isLow = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(at));

/** An offset that does not stand inside of a surrogate pair: half a character is not shown. */
const outsidePair = (text: string, at: number): number => (at > 0 && isLow(text, at) ? at - 1 : at);

/** What is shown of a match and around it. No character is cut in half. */
export function excerptOf(text: string, { start, end }: TextRange): Excerpt {
  const from = outsidePair(text, Math.max(0, start - shownBefore));
  const matchEnd = end - start > shownMatch ? outsidePair(text, start + shownMatch) : end;
  const to = matchEnd < end ? matchEnd : outsidePair(text, Math.min(text.length, end + shownAfter));
  return {
    before: text.slice(from, start),
    match: text.slice(start, matchEnd),
    after: text.slice(matchEnd, to),
    isCutBefore: from > 0,
    isCutAfter: to < text.length,
    isMatchCut: matchEnd < end,
  };
}
