import type { RunList } from "./buildRuns.js";
import type { DetailStore } from "./detailStore.js";
import type { RowFilter } from "./filter/rowFilter.js";
import { passingCount, passingInFile } from "./filterRows.js";
import type { FilterCounts } from "../../protocol/runsApi.js";
import { groupsOf } from "./group.js";
import { listedSteps, type ListedStep } from "./listedSteps.js";
import type { Step } from "./run.js";

/** Rollouts that no audit has looked at. */
function unauditedRows(listed: readonly ListedStep[], { audits }: DetailStore): number {
  const rows = listed.flatMap(({ step }) => groupsOf(step).groups.flatMap(group => group.rows));
  return rows.filter(({ file, row }) => audits.differs(file, row) === null).length;
}

function countOf(step: Step): number {
  const { groups, malformed } = groupsOf(step);
  return groups.reduce((sum, group) => sum + group.rows.length, malformed.length);
}

/** How many rollouts of all runs pass the filters, also those of files without steps, of what was looked through so far. */
export function filterCounts(list: RunList, filter: RowFilter, details: DetailStore): FilterCounts {
  let passing = 0;
  let of = 0;
  let isComplete = true;
  const listed = listedSteps(list);
  for (const { step, stepless } of listed) {
    const count = stepless === null ? passingCount(step, filter) : passingInFile(stepless, filter);
    if (count === null) isComplete = false;
    else {
      passing += count;
      of += stepless?.columns.count ?? countOf(step);
    }
  }
  const unaudited = filter.asksAudits ? unauditedRows(listed, details) : 0;
  const unseen = filter.unseen();
  return { passing, of, isComplete, unaudited, ...(unseen.length === 0 ? {} : { unseen }) };
}
