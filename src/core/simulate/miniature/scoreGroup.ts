import type { BatchFacts } from "../../reward/batchFacts.js";
import type { RewardFacts } from "../../reward/rewardFacts.js";
import type { RewardScore } from "../../reward/rewardScore.js";
import { scoreRollout } from "../../reward/scoreRollout.js";
import type { RewardRule } from "../../reward/strategy.js";
import { endingOf, miniatureFacts } from "./miniatureFacts.js";
import { paysByText, responseFacts } from "./responseFacts.js";
import type { SampledRollout } from "./sampleRollout.js";
import type { Scene } from "./scene.js";

/** A rollout with what the rule pays for it. */
export interface ScoredRollout {
  readonly sampled: SampledRollout;
  readonly facts: RewardFacts;
  readonly components: RewardScore["components"];
  readonly total: number;
}

/** A question's rollouts. */
export interface ScoredGroup {
  readonly scene: Scene;
  readonly batch: BatchFacts;
  readonly rollouts: readonly ScoredRollout[];
}

/** Scores a group by the engine that recomputes real dumps. Rates are those of the group, also where it is one rollout. */
export function scoreGroup(rule: RewardRule, scene: Scene, rollouts: readonly SampledRollout[]): ScoredGroup {
  let callers = 0;
  for (const { calls } of rollouts) if (calls.length > 0) callers++;
  const batch = { callRate: callers / rollouts.length };
  const readsText = paysByText(rule);
  const scored = rollouts.map((sampled, index) => {
    const written = { ...sampled, ending: endingOf(sampled) };
    const facts = miniatureFacts(scene, sampled, responseFacts(readsText, scene.asked, written, index));
    const { components, total } = scoreRollout(facts, rule, batch);
    if (total === null) throw new RangeError(`strategy ${rule.strategy} cannot be evaluated in a miniature`);
    return { sampled, facts, components, total };
  });
  return { scene, batch, rollouts: scored };
}
