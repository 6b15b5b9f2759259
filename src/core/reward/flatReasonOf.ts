import type { NoSpreadReason } from "./estimatorId.js";
import type { GroupedFacts } from "./groupedFacts.js";
import { noSpreadReason } from "./noSpread.js";
import type { RewardOptions } from "./rewardOptions.js";
import { ruleAt } from "./ruleAt.js";
import { batchOf } from "./batchOf.js";
import { componentsOf } from "./partValue.js";
import { scoreTerms } from "./scoreTerms.js";
import type { Strategy } from "./strategy.js";

/** Right and well-formed as claims: what the rule pays for them may be 0 and −1, or anything else. */
const asClaims: Pick<RewardOptions, "formatValues" | "accuracyValues"> = {
  formatValues: [1, 0],
  accuracyValues: [1, 0],
};

/** The parts of a group's rewards that are known of every rollout, and those of them that the rule pays for. */
function partsOf(facts: GroupedFacts, group: Int32Array, known: readonly number[], strategy: Strategy) {
  const rule = ruleAt(strategy, facts.view.stepOf(group[0] ?? 0));
  if (rule === null) return { components: {}, paid: [] };
  const batch = batchOf(facts, group);
  const rewardFacts = known.map(index => facts.view.rewardAt(index));
  const scored = rewardFacts.map(one => scoreTerms(one, rule, batch));
  const claims = rewardFacts.map(one => componentsOf(one, { ...rule.options, ...asClaims }));
  const paid = rule.terms.map((term, k) => ({
    name: `${term.part} ${k}`,
    values: scored.map(one => one.terms[k]?.pays),
  }));
  const claimed = (["accuracy", "format"] as const).map(name => ({ name, values: claims.map(claim => claim[name]) }));
  const entries = [...claimed, ...paid].flatMap(({ name, values }) => {
    const numbers = values.filter(value => typeof value === "number");
    return numbers.length === values.length ? [[name, numbers] as const] : [];
  });
  return { components: Object.fromEntries(entries), paid: paid.map(({ name }) => name) };
}

/**
 * Why a group's rewards under a strategy have no spread, or null when they do. Rollouts without a reward are left out;
 * a group without any reward has no reason.
 */
export function flatReasonOf(
  facts: GroupedFacts,
  group: Int32Array,
  rewards: Float64Array,
  strategy: Strategy,
): NoSpreadReason | null {
  const known = [...group].filter(index => !Number.isNaN(rewards[index]));
  const values = known.map(index => rewards[index] ?? 0);
  // Parts are needed for the few groups without spread alone.
  if (noSpreadReason(values) === null) return null;
  const { components, paid } = partsOf(facts, group, known, strategy);
  return noSpreadReason(values, components, paid);
}
