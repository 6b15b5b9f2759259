import type { RunList } from "./buildRuns.js";
import type { DetailStore } from "./detailStore.js";
import type { RowFilter } from "./filter/rowFilter.js";
import { passingCount } from "./filterRows.js";
import type { FilterCounts } from "../../protocol/runsApi.js";
import { groupsOf } from "./group.js";

/** Rollouts that no audit has looked at. */
function unauditedRows(runs: RunList["runs"], { audits }: DetailStore): number {
  const steps = runs.flatMap(run => run.folders.flatMap(folder => folder.steps));
  const rows = steps.flatMap(step => groupsOf(step).groups.flatMap(group => group.rows));
  return rows.filter(({ file, row }) => audits.differs(file, row) === null).length;
}

/** How many rollouts of all runs pass the filters, of those that were looked through so far. */
export function filterCounts({ runs }: RunList, filter: RowFilter, details: DetailStore): FilterCounts {
  let passing = 0;
  let of = 0;
  let isComplete = true;
  for (const step of runs.flatMap(run => run.folders.flatMap(folder => folder.steps))) {
    const count = passingCount(step, filter);
    if (count === null) isComplete = false;
    else {
      const { groups, malformed } = groupsOf(step);
      passing += count;
      of += groups.reduce((sum, group) => sum + group.rows.length, malformed.length);
    }
  }
  const unaudited = filter.asksAudits ? unauditedRows(runs, details) : 0;
  const unseen = filter.unseen();
  return { passing, of, isComplete, unaudited, ...(unseen.length === 0 ? {} : { unseen }) };
}
