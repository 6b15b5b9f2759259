import { passesFilters, type FilteredRow } from "../../core/rollout/passesFilters.js";
import { needsText, type QuickFilter } from "../../core/rollout/quickFilter.js";
import type { DetailStore } from "./detailStore.js";
import { groupsOf, type Group } from "./group.js";
import type { Row } from "./rowsOf.js";
import type { Step } from "./run.js";
import { groupSpread } from "./stepStatistics.js";

/** A row as the filters see it. */
export function filteredRow({ file, row }: Row, isGroupFlat: boolean, details: DetailStore): FilteredRow {
  return { details: details.get(file, row), isGroupFlat, differs: details.audits.differs(file, row) };
}

/** Rows of a group that pass every filter. Details must have been computed; rows without any pass as malformed ones do. */
export function passingRows(group: Group, filters: readonly QuickFilter[], details: DetailStore): readonly Row[] {
  if (filters.length === 0) return group.rows;
  const isGroupFlat = group.rows.length > 1 && groupSpread(group, details).flat !== null;
  return group.rows.filter(one => passesFilters(filters, filteredRow(one, isGroupFlat, details)));
}

/** How many rollouts of a step pass; null while some details are unknown. */
export function passingCount(step: Step, filters: readonly QuickFilter[], details: DetailStore): number | null {
  const { groups, malformed } = groupsOf(step);
  const isKnown =
    (filters.length > 0 && !needsText(filters)) ||
    groups.every(group => group.rows.every(({ file, row }) => details.stateOf(file, row) !== "unknown"));
  if (!isKnown) return null;
  const noRollout = { details: null, isGroupFlat: false, differs: null };
  const passingMalformed = malformed.filter(() => passesFilters(filters, noRollout)).length;
  return groups.reduce((sum, group) => sum + passingRows(group, filters, details).length, passingMalformed);
}
