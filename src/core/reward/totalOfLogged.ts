import type { LoggedReward } from "./rolloutFacts.js";
import { componentNames, type ComponentName, type RewardComponents } from "./rewardScore.js";
import type { RewardPartName, RewardRule } from "./strategy.js";

const isComponent = (part: RewardPartName): part is ComponentName => componentNames.some(name => name === part);

/**
 * What a rule pays for the parts that the trainer logged itself; a part that it did not log is taken as recomputed. Null
 * when a part is known from neither, and for rules that pay for other parts than the paper's four. So the rule of a log is
 * known also where its parts are computed in another way than ours, or cannot be recomputed.
 */
export function totalOfLogged(
  logged: LoggedReward,
  recomputed: RewardComponents,
  { terms }: RewardRule,
): number | null {
  const valueOf = (part: RewardPartName): number | null => {
    if (!isComponent(part)) return null;
    const number = logged[part];
    return number.kind === "number" ? number.value : recomputed[part];
  };
  let total = 0;
  for (const { part, weight, when } of terms) {
    const value = valueOf(part);
    const gates = when.map(gate => ({ above: gate.above, value: valueOf(gate.part) }));
    if (value === null || gates.some(gate => gate.value === null)) return null;
    if (gates.every(gate => gate.value !== null && gate.value > gate.above)) total += weight * value;
  }
  return total;
}
