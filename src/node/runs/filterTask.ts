import type { DetailTask } from "./detailPass.js";
import type { RowFilter } from "./filter/rowFilter.js";
import type { RowPlace } from "./filter/rowPlace.js";
import type { RowSource } from "./rowSource.js";

interface FilteredPlaces {
  readonly id: string;
  /** The step or the file. */
  readonly of: object;
  readonly places: () => readonly RowPlace[];
}

/** Looks rows through for a filter, which may leave out most of them unread. */
export function filterTask({ id, of, places }: FilteredPlaces, filter: RowFilter, source: RowSource): DetailTask {
  return {
    id,
    state: filter.stateOf(of),
    rows: () => places().map(({ row }) => row),
    know: isWanted => filter.know(places(), row => source.openFresh(row), isWanted),
  };
}
