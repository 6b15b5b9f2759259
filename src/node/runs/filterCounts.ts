import type { QuickFilter } from "../../core/rollout/quickFilter.js";
import type { RunList } from "./buildRuns.js";
import type { DetailStore } from "./detailStore.js";
import { passingCount } from "./filterRows.js";
import { groupsOf } from "./group.js";

/** How many rollouts of all runs pass the filters, of those that were looked through so far. */
export function filterCounts(
  { runs }: RunList,
  filters: readonly QuickFilter[],
  details: DetailStore,
): { readonly passing: number; readonly of: number; readonly isComplete: boolean } {
  let passing = 0;
  let of = 0;
  let isComplete = true;
  for (const step of runs.flatMap(run => run.folders.flatMap(folder => folder.steps))) {
    const count = passingCount(step, filters, details);
    if (count === null) isComplete = false;
    else {
      const { groups, malformed } = groupsOf(step);
      passing += count;
      of += groups.reduce((sum, group) => sum + group.rows.length, malformed.length);
    }
  }
  return { passing, of, isComplete };
}
