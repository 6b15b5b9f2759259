import type { BatchFacts } from "./batchFacts.js";
import type { GroupedFacts } from "./groupedFacts.js";

/** Of one group, whose rollouts are of one question: the rate that Pixel-Reasoner pays by. */
export function batchOf({ view }: GroupedFacts, group: Int32Array): BatchFacts {
  let callers = 0;
  for (const index of group) if (view.callsOf(index) > 0) callers++;
  return { callRate: group.length === 0 ? 0 : callers / group.length };
}
