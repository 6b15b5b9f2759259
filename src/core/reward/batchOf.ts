import type { BatchFacts } from "./batchFacts.js";
import { callRateOf } from "./callRateOf.js";
import type { GroupedFacts } from "./groupedFacts.js";

/** Of one group, whose rollouts are of one question. */
export function batchOf({ view }: GroupedFacts, group: Int32Array): BatchFacts | undefined {
  let callers = 0;
  for (const index of group) if (view.callsOf(index) > 0) callers++;
  return callRateOf(callers, group.length);
}
