import type { RewardFacts } from "./rewardFacts.js";
import type { RewardOptions } from "./rewardOptions.js";

/**
 * R_count of Eq. 2 by the count rule, from executed calls (n) and expected ones (e, capped): 0 where the tool term is off,
 * null where nobody knows how many are expected.
 */
export function toolCount(facts: RewardFacts, options: RewardOptions): number | null {
  const { tool } = facts;
  if (tool.kind === "unknown") return null;
  if (tool.kind === "off" && options.expectedAbsent === "off") return 0;
  const asked = tool.kind === "off" ? 0 : tool.expected;
  const expected = options.cap === null ? asked : Math.min(asked, options.cap);
  return countBy(options.count, executedCalls(facts), expected);
}

function executedCalls(facts: RewardFacts): number {
  if (facts.sums !== undefined) return facts.sums.executed;
  let count = 0;
  for (const call of facts.calls) if (call.isExecuted) count++;
  return count;
}

/** Where none is expected, `soft` and `cap` divide by nothing and pay for none. */
function countBy(rule: RewardOptions["count"], made: number, expected: number): number {
  switch (rule) {
    case "exact":
      return made === expected ? 1 : 0;
    case "any":
      return made > 0 ? 1 : 0;
    case "soft":
      if (expected === 0) return made === 0 ? 1 : 0;
      return Math.max(0, 1 - Math.abs(made - expected) / expected);
    case "cap":
      if (expected === 0) return made === 0 ? 1 : 0;
      return Math.min(made, expected) / expected;
  }
}
