import { excerptText } from "../../core/search/excerptText.js";
import type { SearchHit } from "../../core/search/rowMatches.js";
import { printable } from "./printable.js";

const inOneLine = (text: string): string => printable(text.replace(/\s+/g, " "));

function placeText({ part, place }: SearchHit): string {
  if (place === null) return part;
  const turn = `turn ${place.turn + 1}`;
  return place.call === null ? turn : `${turn}, call ${place.call + 1}`;
}

/** A match in one line: where it stands and some of the text around it. People count turns and calls from 1. */
export function hitText(hit: SearchHit): string {
  return `${placeText(hit)}: ${inOneLine(excerptText(hit.excerpt)).trim()}`;
}
