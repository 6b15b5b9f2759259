import type { RowFilter } from "./rowFilter.js";
import type { RowPlace } from "./rowPlace.js";

/** How many of the rows pass; null while some have to be read to tell. */
export function countPassing(places: readonly RowPlace[], filter: Pick<RowFilter, "passes">): number | null {
  let count = 0;
  for (const place of places) {
    const passes = filter.passes(place);
    if (passes === null) return null;
    if (passes) count++;
  }
  return count;
}
