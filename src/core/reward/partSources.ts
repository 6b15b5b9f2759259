import type { LoggedNumber } from "../rollout/loggedNumber.js";
import type { FactView } from "./factView.js";
import type { RewardFacts } from "./rewardFacts.js";
import { componentNames, type ComponentName, type RewardComponents } from "./rewardScore.js";
import type { LoggedReward, RolloutFacts } from "./rolloutFacts.js";

export type PartSource = "logged" | "recomputed";

/** Where each part of the reward is taken from, for a whole set: a curve never mixes the two. */
export type PartSources = Readonly<Record<ComponentName, PartSource>>;

const isNumber = (value: LoggedNumber) => value.kind === "number";
const numberOf = (value: LoggedNumber) => (value.kind === "number" ? value.value : null);

/** Parts that some rollout logs as a number are taken as logged. Stops at the first rollout that logs all. */
export function partSources(view: Pick<FactView, "count" | "at">): PartSources {
  const logged = new Set<ComponentName>();
  for (let index = 0; index < view.count && logged.size < componentNames.length; index++) {
    const reward: LoggedReward = view.at(index).logged;
    for (const name of componentNames) if (isNumber(reward[name])) logged.add(name);
  }
  const sourceOf = (name: ComponentName): PartSource => (logged.has(name) ? "logged" : "recomputed");
  return {
    format: sourceOf("format"),
    accuracy: sourceOf("accuracy"),
    toolCount: sourceOf("toolCount"),
    toolAccuracy: sourceOf("toolAccuracy"),
  };
}

/** The parts of one rollout's reward; `recompute` is asked only where some part is not logged. */
export function partsOf(
  facts: RolloutFacts,
  sources: PartSources,
  recompute: (facts: RewardFacts) => RewardComponents,
): RewardComponents {
  const { logged } = facts;
  const isAllLogged = componentNames.every(name => sources[name] === "logged");
  const own = isAllLogged ? null : recompute(facts);
  const of = (name: ComponentName) =>
    sources[name] === "logged" ? numberOf(logged[name]) : own === null ? null : own[name];
  return {
    format: of("format"),
    accuracy: of("accuracy"),
    toolCount: of("toolCount"),
    toolAccuracy: of("toolAccuracy"),
  };
}
