import { isWholeWord } from "./isWholeWord.js";
import type { SearchQuery } from "./searchQuery.js";
import type { TextRange } from "./textRange.js";

/** Finds a query in a text: ranges that do not overlap and are not empty, in order, `most` of them at most. */
export type Matcher = (text: string, most: number) => readonly TextRange[];

export type MatcherResult =
  | { readonly kind: "matcher"; readonly find: Matcher }
  /** The text is no regular expression; the reason is JavaScript's own. */
  | { readonly kind: "bad-pattern"; readonly reason: string };

/** Where the next match begins at or after an offset; null: there is none. */
type FindNext = (text: string, from: number) => TextRange | null;

const plainPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Without the flag `u`, letters of ASCII are equal to letters of ASCII alone, which the search in bytes relies on. */
function findPlain({ text: wanted, isCaseSensitive }: SearchQuery): FindNext {
  if (!isCaseSensitive) return findPattern(new RegExp(plainPattern(wanted), "gi"));
  return (text, from) => {
    const start = text.indexOf(wanted, from);
    return start === -1 ? null : { start, end: start + wanted.length };
  };
}

function findPattern(pattern: RegExp): FindNext {
  return (text, from) => {
    pattern.lastIndex = from;
    for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
      if (found[0] !== "") return { start: found.index, end: found.index + found[0].length };
      // A match of nothing is none, and the next one begins further on: past a whole character, as the flag `u` counts.
      pattern.lastIndex += (text.codePointAt(pattern.lastIndex) ?? 0) > 0xffff ? 2 : 1;
      if (pattern.lastIndex > text.length) return null;
    }
    return null;
  };
}

function matcherBy(findNext: FindNext, wantsWord: boolean): Matcher {
  return (text, most) => {
    const found: TextRange[] = [];
    let at = 0;
    while (found.length < most) {
      const range = findNext(text, at);
      if (range === null) break;
      if (wantsWord && !isWholeWord(text, range)) {
        at = range.start + 1;
        continue;
      }
      found.push(range);
      at = range.end;
    }
    return found;
  };
}

/** What finds a query in texts. Never throws: a pattern that cannot be read is a value. */
export function createMatcher(query: SearchQuery): MatcherResult {
  if (!query.isRegex) return { kind: "matcher", find: matcherBy(findPlain(query), query.isWholeWord) };
  try {
    const pattern = new RegExp(query.text, query.isCaseSensitive ? "gmu" : "gimu");
    return { kind: "matcher", find: matcherBy(findPattern(pattern), query.isWholeWord) };
  } catch (error) {
    return { kind: "bad-pattern", reason: error instanceof Error ? error.message : String(error) };
  }
}
