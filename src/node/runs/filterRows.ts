import { passesFilters } from "../../core/rollout/passesFilters.js";
import type { QuickFilter } from "../../core/rollout/quickFilter.js";
import type { DetailStore } from "./detailStore.js";
import { groupsOf, type Group } from "./group.js";
import type { Row } from "./rowsOf.js";
import type { Step } from "./run.js";
import { groupSpread } from "./stepStatistics.js";

/** Rows of a group that pass every filter. Details must have been computed; rows without any pass as malformed ones do. */
export function passingRows(group: Group, filters: readonly QuickFilter[], details: DetailStore): readonly Row[] {
  if (filters.length === 0) return group.rows;
  const isGroupFlat = group.rows.length > 1 && groupSpread(group, details).flat !== null;
  return group.rows.filter(({ file, row }) => passesFilters(filters, { details: details.get(file, row), isGroupFlat }));
}

/** How many rollouts of a step pass; null while some details are unknown. */
export function passingCount(step: Step, filters: readonly QuickFilter[], details: DetailStore): number | null {
  const { groups, malformed } = groupsOf(step);
  const isKnown = groups.every(group => group.rows.every(({ file, row }) => details.stateOf(file, row) !== "unknown"));
  if (!isKnown) return null;
  const passingMalformed = malformed.filter(() => passesFilters(filters, { details: null, isGroupFlat: false })).length;
  return groups.reduce((sum, group) => sum + passingRows(group, filters, details).length, passingMalformed);
}
