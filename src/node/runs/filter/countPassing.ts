import type { RowPlace } from "./rowPlace.js";

/** What tells whether a row passes; null: it has to be read first. */
interface Passing {
  passes(place: RowPlace): boolean | null;
}

/** How many of the rows pass; null while some have to be read to tell. */
export function countPassing(places: readonly RowPlace[], filter: Passing): number | null {
  let count = 0;
  for (const place of places) {
    const passes = filter.passes(place);
    if (passes === null) return null;
    if (passes) count++;
  }
  return count;
}
