import type { EstimatorId } from "./estimatorId.js";

/** The rollouts of one question at one step. Every list is as long as `rewards` and holds finite numbers. */
export interface AdvantageGroup {
  readonly rewards: readonly number[];
  /** Rewards by part, for `gdpo`. */
  readonly components?: Readonly<Record<string, readonly number[]>>;
  /** What each part counts in the sum of `gdpo`, by name; 1 where it is not named. */
  readonly weights?: Readonly<Record<string, number>>;
  /** Tokens of each response that are trained on: verl whitens over tokens. */
  readonly tokens?: readonly number[];
}

type Values = readonly number[];
type Batch = readonly Values[];

/**
 * Advantages of a batch of groups, by group and rollout. Sources: verl/trainer/ppo/core_algos.py (grpo, rloo,
 * reinforce++, reinforce++-baseline, gdpo) and verl/utils/torch_functional.py `masked_whiten`; TRL's GRPOTrainer
 * (grpo-trl); arXiv 2503.20783 (dr-grpo). For a group of one, verl takes mean 0 and deviation 1; the estimators that are
 * not verl's give 0. Equal rewards give exactly 0.
 */
export function advantages(groups: readonly AdvantageGroup[], estimator: EstimatorId): Batch {
  switch (estimator) {
    case "grpo":
      return groups.map(({ rewards }) => grpo(rewards));
    case "grpo-trl":
      return groups.map(({ rewards }) => standardised(rewards, 1, 1e-4));
    case "grpo-population":
      return groups.map(({ rewards }) => standardised(rewards, 0, verlEpsilon));
    case "dr-grpo":
      return groups.map(({ rewards }) => deviations(rewards));
    case "rloo":
      return groups.map(({ rewards }) => leaveOneOut(rewards));
    case "reinforce++":
      return whitened(
        groups.map(({ rewards }) => rewards),
        groups,
      );
    case "reinforce++-baseline":
      return whitened(
        groups.map(({ rewards }) => (rewards.length === 1 ? rewards : deviations(rewards))),
        groups,
      );
    case "gdpo":
      return whitened(groups.map(decoupled), groups);
  }
}

/** Whether an estimator's numbers depend on what a batch is counted in; null for those that look at one group only. */
export function whiteningUnit(groups: readonly AdvantageGroup[], estimator: EstimatorId): "token" | "rollout" | null {
  if (estimator !== "reinforce++" && estimator !== "reinforce++-baseline" && estimator !== "gdpo") return null;
  return hasTokens(groups) ? "token" : "rollout";
}

const verlEpsilon = 1e-6;

function grpo(rewards: Values): Values {
  return rewards.length === 1
    ? rewards.map(reward => reward / (1 + verlEpsilon))
    : standardised(rewards, 1, verlEpsilon);
}

const isFlat = (values: Values): boolean => values.every(value => value === values[0]);

const sumOf = (values: Values): number => values.reduce((sum, value) => sum + value, 0);

/** Values less their mean. The mean of equal values may be off by a rounding, which a small deviation would blow up. */
function deviations(values: Values): Values {
  if (isFlat(values)) return values.map(() => 0);
  const mean = sumOf(values) / values.length;
  return values.map(value => value - mean);
}

/** `fewer` is 1 for the unbiased deviation (n − 1) and 0 for the population's. */
function standardised(values: Values, fewer: 0 | 1, epsilon: number): Values {
  const apart = deviations(values);
  if (values.length <= 1) return apart;
  const deviation = Math.sqrt(sumOf(apart.map(value => value * value)) / (values.length - fewer));
  return apart.map(value => value / (deviation + epsilon));
}

function leaveOneOut(rewards: Values): Values {
  const count = rewards.length;
  return count === 1 ? rewards : deviations(rewards).map(value => (value * count) / (count - 1));
}

/** GDPO before whitening: every part standardised on its own, their weighted sum. Without parts the reward is the only one. */
function decoupled({ rewards, components, weights }: AdvantageGroup): Values {
  const parts = Object.entries(components ?? {});
  if (parts.length === 0) return grpo(rewards);
  const each = parts.map(([name, values]) => ({ weight: weights?.[name] ?? 1, values: grpo(values) }));
  return rewards.map((_, index) => sumOf(each.map(({ weight, values }) => weight * (values[index] ?? 0))));
}

function hasTokens(groups: readonly AdvantageGroup[]): boolean {
  return groups.every(({ tokens, rewards }) => tokens?.length === rewards.length) && sumOf(weightsOf(groups, true)) > 1;
}

function weightsOf(groups: readonly AdvantageGroup[], byToken: boolean): Values {
  return groups.flatMap(({ rewards, tokens }) => rewards.map((_, index) => (byToken ? (tokens?.[index] ?? 0) : 1)));
}

/**
 * Zero mean and unit variance over the batch, each rollout as often as it has tokens: all tokens of a response carry one
 * value. Unbiased variance (it counts tokens), 1e-8 inside the root. One unit alone has no variance and gives 0.
 */
function whitened(batch: Batch, groups: readonly AdvantageGroup[]): Batch {
  const weights = weightsOf(groups, hasTokens(groups));
  const values = batch.flat();
  const count = sumOf(weights);
  if (count <= 1 || isFlat(values)) return batch.map(group => group.map(() => 0));
  const weigh = (one: Values): number => one.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
  const mean = weigh(values) / count;
  const variance = weigh(values.map(value => (value - mean) ** 2)) / (count - 1);
  const scale = 1 / Math.sqrt(variance + 1e-8);
  return batch.map(group => group.map(value => (value - mean) * scale));
}
