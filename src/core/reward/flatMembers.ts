import { flatReasonOf } from "./flatReasonOf.js";
import type { GroupedFacts } from "./groupedFacts.js";
import type { Strategy } from "./strategy.js";

/** By rollout: 1 where its group's rewards have no spread under a strategy, as `flatGroups` counts them, else 0. */
export function flatMembers(facts: GroupedFacts, rewards: Float64Array, strategy: Strategy): Uint8Array {
  const members = new Uint8Array(facts.view.count);
  for (const group of facts.groups)
    if (flatReasonOf(facts, group, rewards, strategy) !== null) for (const index of group) members[index] = 1;
  return members;
}
