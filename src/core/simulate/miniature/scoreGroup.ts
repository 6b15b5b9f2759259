import type { BatchFacts } from "../../reward/batchFacts.js";
import { callRateOf } from "../../reward/callRateOf.js";
import type { RewardFacts } from "../../reward/rewardFacts.js";
import type { RewardScore } from "../../reward/rewardScore.js";
import { scoreRollout } from "../../reward/scoreRollout.js";
import type { RewardRule } from "../../reward/strategy.js";
import { endingOf, miniatureFacts } from "./miniatureFacts.js";
import { paysByText, responseFacts } from "./responseFacts.js";
import type { SampledRollout } from "./sampleRollout.js";
import type { Scene } from "./scene.js";

/** A rollout with what the rule pays for it; null where that is not recomputable. */
export interface ScoredRollout<Total extends number | null = number> {
  readonly sampled: SampledRollout;
  readonly facts: RewardFacts;
  readonly components: RewardScore["components"];
  readonly total: Total;
}

/** A question's rollouts. */
export interface ScoredGroup<Total extends number | null = number> {
  readonly scene: Scene;
  readonly batch: BatchFacts | undefined;
  readonly rollouts: readonly ScoredRollout<Total>[];
}

/**
 * Scores a group by the engine that recomputes real dumps. A rule that pays by the group's rate has no total for one
 * rollout alone, as in a validation: an audit could not recompute it either.
 */
export function scoreGroup(
  rule: RewardRule,
  scene: Scene,
  rollouts: readonly SampledRollout[],
): ScoredGroup<number | null> {
  let callers = 0;
  for (const { calls } of rollouts) if (calls.length > 0) callers++;
  const batch = callRateOf(callers, rollouts.length);
  const readsText = paysByText(rule);
  const scored = rollouts.map((sampled, index) => {
    const written = { ...sampled, ending: endingOf(sampled) };
    const facts = miniatureFacts(scene, sampled, responseFacts(readsText, scene.asked, written, index));
    return { sampled, facts, ...scoreRollout(facts, rule, batch) };
  });
  return { scene, batch, rollouts: scored };
}

/** A group that is trained by. Throws where a total is not recomputable. */
export function scoreTrained(rule: RewardRule, scene: Scene, sampled: readonly SampledRollout[]): ScoredGroup {
  const { batch, rollouts } = scoreGroup(rule, scene, sampled);
  const paid = rollouts.map(rollout => {
    const { total } = rollout;
    if (total === null) throw new RangeError(`what ${rule.strategy} pays for one rollout a question is not known`);
    return { ...rollout, total };
  });
  return { scene, batch, rollouts: paid };
}
