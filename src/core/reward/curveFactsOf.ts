import { flatReason } from "../rollout/flatReason.js";
import type { CurveFacts } from "./curveFacts.js";
import type { FactView } from "./factView.js";
import { partsOf, type PartSources } from "./partSources.js";
import type { RewardFacts } from "./rewardFacts.js";
import type { RewardComponents } from "./rewardScore.js";
import type { RolloutFacts } from "./rolloutFacts.js";

/** Computes the parts of the reward that are not logged, under the recommended options. */
export type Recompute = (facts: RewardFacts) => RewardComponents;

/** NaN, which says "nobody knows" to what looks for spread. */
const scoreOf = ({ logged: { total } }: RolloutFacts) => (total.kind === "number" ? total.value : Number.NaN);

/** The rollouts of one group as curves see them. */
export function curveGroup(
  rollouts: readonly RolloutFacts[],
  sources: PartSources,
  recompute: Recompute,
): readonly CurveFacts[] {
  const scores = rollouts.map(scoreOf);
  const isKnown = scores.length > 0 && scores.every(Number.isFinite);
  const isFlat = isKnown ? flatReason(scores, []) !== null : null;
  return rollouts.map(facts => ({
    facts,
    parts: partsOf(facts, sources, recompute),
    groupSize: rollouts.length,
    isFlat,
  }));
}

/** The rollouts at some indexes of a view, group by group, in the order of each group's first rollout. */
export function curveFactsOf(
  view: FactView,
  indexes: Iterable<number>,
  sources: PartSources,
  recompute: Recompute,
): readonly (readonly CurveFacts[])[] {
  const groups = new Map<number, RolloutFacts[]>();
  for (const index of indexes) {
    const group = view.groupOf(index);
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [view.at(index)]);
    else members.push(view.at(index));
  }
  return [...groups.values()].map(group => curveGroup(group, sources, recompute));
}
