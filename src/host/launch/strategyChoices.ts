import { knownStrategies } from "../../core/reward/knownStrategies.js";
import type { Strategy } from "../../core/reward/strategy.js";
import type { StrategyChoice } from "../../protocol/jobs/launchViewApi.js";
import { rewardStrings } from "../../protocol/reward/rewardStrings.js";
import { strategyName } from "../../protocol/reward/strategyName.js";
import type { Translate } from "../translate.js";

/** The strategies of the settings and the built-in ones, under the names of the strategies view. */
export function strategyChoices(own: readonly Strategy[], translate: Translate): readonly StrategyChoice[] {
  const listed = knownStrategies(own).map(strategy => ({
    spec: strategy.id,
    strategy,
    from: own.includes(strategy) ? ("settings" as const) : ("built-in" as const),
  }));
  return listed.map(({ spec }) => ({
    id: spec,
    name: strategyName(spec, listed, key => translate(rewardStrings[key])).name,
  }));
}
