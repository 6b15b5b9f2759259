import type { NoSpreadReason } from "./estimatorId.js";
import { flatReasonOf } from "./flatReasonOf.js";
import type { GroupedFacts } from "./groupedFacts.js";
import type { Strategy } from "./strategy.js";

/** How many groups have no spread, by reason. */
export function flatGroups(
  facts: GroupedFacts,
  rewards: Float64Array,
  strategy: Strategy,
): Readonly<Record<string, number>> {
  const counts: Partial<Record<NoSpreadReason, number>> = {};
  for (const group of facts.groups) {
    const reason = flatReasonOf(facts, group, rewards, strategy);
    if (reason !== null) counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}
