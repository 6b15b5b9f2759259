import type { QuickFilter } from "./quickFilter.js";
import type { RolloutDetails } from "./rolloutDetails.js";

/** What the filters look at: a rollout's details (null for a malformed row), its group, and what the audit found. */
export interface FilteredRow {
  readonly details: RolloutDetails | null;
  readonly isGroupFlat: boolean;
  /** The logged reward differs from the recomputed one; null before an audit. */
  readonly differs: boolean | null;
}

/** Below this a right answer was not found by looking; above the other a wrong one was seen and misread. */
const lowIou = 0.1;
const highIou = 0.7;

function passes(filter: QuickFilter, { details, isGroupFlat, differs }: FilteredRow): boolean {
  if (filter === "malformed") return details === null || details.problems > 0;
  if (filter === "no-spread") return isGroupFlat;
  if (filter === "differs") return differs === true;
  if (details === null) return false;
  switch (filter) {
    case "wrong":
      return details.outcome === "wrong";
    case "unparsed":
      return details.outcome === "unparsed";
    case "no-zoom":
      return details.calls === 0;
    case "refused":
      return details.refused > 0;
    case "cut-off":
      return details.cut !== null;
    case "right-low-iou":
      return details.outcome === "correct" && details.meanIou !== null && details.meanIou < lowIou;
    case "wrong-high-iou":
      return details.outcome === "wrong" && details.meanIou !== null && details.meanIou > highIou;
  }
}

/** True when the row passes every filter; without filters everything passes. */
export function passesFilters(filters: readonly QuickFilter[], row: FilteredRow): boolean {
  return filters.every(filter => passes(filter, row));
}
