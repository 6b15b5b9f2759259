import { breakdownOf } from "../../core/reward/breakdownOf.js";
import type { EstimatorId } from "../../core/reward/estimatorId.js";
import type { RolloutFacts } from "../../core/reward/rolloutFacts.js";
import type { RewardColumns } from "../../core/reward/rewardColumns.js";
import { ruleAt } from "../../core/reward/ruleAt.js";
import { scoreRollout } from "../../core/reward/scoreRollout.js";
import type { RewardRule } from "../../core/reward/strategy.js";
import type { AuditedMember, RolloutAuditView } from "../../protocol/reward/rolloutAuditView.js";
import type { AuditedSet } from "./auditedSet.js";

/** Advantages of the pane are named after it. */
const estimator: EstimatorId = "grpo";

type PaneParts = Pick<RolloutAuditView, "strategies" | "by">;

const nothing = { format: null, accuracy: null, toolCount: null, toolAccuracy: null } as const;
const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);

/** How often a rule pays its tool terms for an answer of this accuracy; null where it has none, or other gates. */
function toolFactor(rule: RewardRule | null, accuracy: number | null): number | null {
  const terms = rule?.terms.filter(({ part }) => part === "toolAccuracy") ?? [];
  const gates = terms.flatMap(({ when }) => when);
  if (terms.length === 0 || accuracy === null || gates.some(({ part }) => part !== "accuracy")) return null;
  const open = terms.filter(({ when }) => when.every(({ above }) => accuracy > above));
  return open.reduce((sum, { weight }) => sum + weight, 0);
}

function mOf({ calls }: RolloutFacts, rule: RewardRule | null): number {
  return rule?.options.m === "executed" ? calls.filter(({ isExecuted }) => isExecuted).length : calls.length;
}

/** Rollouts of the set that differ as this one does. */
function sharedBy({ pass, facts }: AuditedSet, index: number): RolloutAuditView["shared"] {
  const own = pass.differences.find(one => one.index === index);
  const of = facts.view.count;
  if (own === undefined) return { rollouts: 0, of };
  const alike = pass.differences.filter(
    one => one.cause === own.cause && (own.cause !== null || one.part === own.part),
  );
  return { rollouts: alike.length, of };
}

/** The reward pane of one rollout of an audited step. */
export function rolloutAuditOf(
  audited: AuditedSet,
  index: number,
  columns: RewardColumns,
  parts: PaneParts,
): RolloutAuditView {
  const { facts, pass } = audited;
  const one = facts.view.at(index);
  const strategy = pass.strategyAt(one.step);
  const rule = ruleAt(strategy, one.step);
  const { parts: values, firstDifference, cause } = pass.again(index);
  const { advantage, flat, components } = breakdownOf(facts, index, strategy, estimator, columns);
  const { accuracy } = one.logged;
  return {
    ref: facts.refOf(index),
    strategy: strategy.id,
    ...parts,
    ...{ parts: values, firstDifference, cause },
    factor: {
      logged: toolFactor(rule, accuracy.kind === "number" ? accuracy.value : null),
      recomputed: toolFactor(rule, components.accuracy),
    },
    m: mOf(one, rule),
    shared: sharedBy(audited, index),
    ...{ estimator, advantage, flat },
    members: membersOf(audited, index, columns),
  };
}

function membersOf(
  { facts, pass, batchAt }: AuditedSet,
  index: number,
  columns: RewardColumns,
): readonly AuditedMember[] {
  const group = facts.groups.find(indexes => indexes.includes(index)) ?? Int32Array.of(index);
  const step = facts.view.stepOf(index);
  const strategy = pass.strategyAt(step);
  const rule = ruleAt(strategy, step);
  const { rewards } = columns.scores(facts, strategy);
  const advantages = columns.advantages(facts, strategy, estimator).values;
  const differing = new Set(pass.differences.map(one => one.index));
  return [...group].map(member => ({
    ref: facts.refOf(member),
    reward: orNull(rewards[member]),
    advantage: orNull(advantages[member]),
    components: rule === null ? nothing : scoreRollout(facts.view.rewardAt(member), rule, batchAt(member)).components,
    differs: differing.has(member),
  }));
}
