import type { BatchFacts } from "./batchFacts.js";
import type { GroupedFacts } from "./groupedFacts.js";

/**
 * Of one group, whose rollouts are of one question: the rate that Pixel-Reasoner pays by. One rollout alone has no rate:
 * what its trainer paid it by is not recomputable.
 */
export function batchOf({ view }: GroupedFacts, group: Int32Array): BatchFacts | undefined {
  if (group.length < 2) return undefined;
  let callers = 0;
  for (const index of group) if (view.callsOf(index) > 0) callers++;
  return { callRate: callers / group.length };
}
