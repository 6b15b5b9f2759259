import type { ForeseenBehaviour } from "./foresight.js";
import { isPageCrop } from "./isPageCrop.js";
import { repeatsEarlier } from "./repeatsEarlier.js";
import type { RewardFacts } from "./rewardFacts.js";
import type { RewardOptions } from "./rewardOptions.js";

const asNumber = (claim: boolean) => (claim ? 1 : 0);

function exactCount({ calls, tool }: RewardFacts, cap: number | null): number | null {
  if (tool.kind !== "targets") return null;
  const expected = cap === null ? tool.expected : Math.min(tool.expected, cap);
  return asNumber(calls.filter(call => call.isExecuted).length === expected);
}

function anyPageCrop({ calls, page }: RewardFacts): number | null {
  const crops = calls.map(call => isPageCrop(call, page));
  if (crops.includes(true)) return 1;
  return crops.includes(null) ? null : 0;
}

/**
 * What one rollout did, as 0 or 1, but for the view, which is `found` in [0, 1]. Null where it cannot be known. Format and
 * count are read as the strategy's options read them.
 */
export function rolloutBehaviours(
  facts: RewardFacts,
  found: number | null,
  options: RewardOptions,
): Readonly<Record<ForeseenBehaviour, number | null>> {
  return {
    format: asNumber(facts.isWellFormed[options.format]),
    right: facts.isCorrect === null ? null : asNumber(facts.isCorrect),
    call: asNumber(facts.calls.length > 0),
    count: exactCount(facts, options.cap),
    view: found,
    pageCrop: anyPageCrop(facts),
    repeat: asNumber(facts.calls.some((_, k) => repeatsEarlier(facts.calls, k))),
  };
}
