import type { SearchHit } from "../../core/search/rowMatches.js";
import type { FoundText } from "../../protocol/foundText.js";

/** What the view marks of a match: its text, and which one it is of those that read the same in its turn. */
export function foundTextOf(hits: readonly SearchHit[], index: number): FoundText | null {
  const hit = hits[index];
  if (hit === undefined) return null;
  const turn = hit.place?.turn ?? null;
  const isAlike = ({ part, place, excerpt }: SearchHit) =>
    part === hit.part && (place?.turn ?? null) === turn && excerpt.match === hit.excerpt.match;
  return { turn, text: hit.excerpt.match, nth: hits.slice(0, index).filter(isAlike).length };
}
