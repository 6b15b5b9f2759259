import { advantages, whiteningUnit, type AdvantageGroup } from "./advantages.js";
import type { EstimatorId } from "./estimatorId.js";
import type { GroupedFacts } from "./groupedFacts.js";

/** The advantages of a set of rollouts. */
export interface AdvantageColumn {
  /** By index; NaN where there is no reward. No signal is exactly 0. */
  readonly values: Float64Array;
  /** What they were whitened over, for estimators that whiten. */
  readonly unit: "token" | "rollout" | null;
}

/** One part of a reward, for `gdpo`. */
export interface PaidPart {
  /** By index; NaN where unknown. */
  readonly values: Float64Array;
  /** What the part counts in the sum, by index and equal in a group; left out: 1. */
  readonly weights?: Float64Array;
}
export type PaidParts = Readonly<Record<string, PaidPart>>;

/** Rewards of a group that differ by less are one reward: logs hold single floats. */
const sameReward = 1e-6;
/** An advantage below this share of the batch's largest is the rounding of 0. */
const noSignal = 1e-5;

/** Groups by step: a step is a batch. */
function batches({ view, groups }: GroupedFacts): readonly (readonly Int32Array[])[] {
  const found = new Map<number | null, Int32Array[]>();
  for (const group of groups) {
    const step = view.stepOf(group[0] ?? 0);
    const batch = found.get(step);
    if (batch === undefined) found.set(step, [group]);
    else batch.push(group);
  }
  return [...found.values()];
}

/** Rewards that are equal but for rounding are made equal, so that dividing by their spread does not blow it up. */
function evened(rewards: readonly number[]): readonly number[] {
  const first = rewards[0] ?? 0;
  const near = sameReward * Math.max(1, Math.abs(first));
  return rewards.every(reward => Math.abs(reward - first) <= near) ? rewards.map(() => first) : rewards;
}

function tokensOf({ view }: GroupedFacts, known: readonly number[]): readonly number[] | null {
  const tokens = known.map(index => view.tokensOf(index));
  return tokens.some(Number.isNaN) ? null : tokens;
}

function componentsOf(
  parts: PaidParts,
  known: readonly number[],
): Required<Pick<AdvantageGroup, "components" | "weights">> {
  const found = Object.entries(parts).flatMap(([name, { values, weights }]) => {
    const own = known.map(index => values[index] ?? Number.NaN);
    return own.every(Number.isFinite) ? [{ name, own, weight: weights?.[known[0] ?? -1] ?? 1 }] : [];
  });
  return {
    components: Object.fromEntries(found.map(({ name, own }) => [name, own])),
    weights: Object.fromEntries(found.map(({ name, weight }) => [name, weight])),
  };
}

/** The advantages of a set's rewards, rollouts without a reward left out of their groups. Each step is a batch. */
export function advantageColumn(
  facts: GroupedFacts,
  rewards: Float64Array,
  estimator: EstimatorId,
  parts: PaidParts = {},
): AdvantageColumn {
  const values = new Float64Array(rewards.length).fill(Number.NaN);
  let unit: AdvantageColumn["unit"] = null;
  for (const batch of batches(facts)) {
    const known = batch.map(group => [...group].filter(index => !Number.isNaN(rewards[index])));
    const groups = known.map(indexes => groupOf(facts, indexes, rewards, estimator, parts));
    // One batch without token counts makes the whole column one of rollouts: that is what it is labelled as.
    const here = whiteningUnit(groups, estimator);
    unit = unit === "rollout" ? unit : here;
    write(values, known, advantages(groups, estimator));
  }
  return { values, unit };
}

function groupOf(
  facts: GroupedFacts,
  known: readonly number[],
  rewards: Float64Array,
  estimator: EstimatorId,
  parts: PaidParts,
): AdvantageGroup {
  const own = { rewards: evened(known.map(index => rewards[index] ?? 0)) };
  if (whiteningUnit([], estimator) === null) return own;
  const tokens = tokensOf(facts, known);
  const components = estimator === "gdpo" ? componentsOf(parts, known) : {};
  return { ...own, ...components, ...(tokens === null ? {} : { tokens }) };
}

function write(
  values: Float64Array,
  known: readonly (readonly number[])[],
  batch: readonly (readonly number[])[],
): void {
  let largest = 0;
  for (const group of batch) for (const value of group) largest = Math.max(largest, Math.abs(value));
  known.forEach((indexes, g) =>
    indexes.forEach((index, k) => {
      const value = batch[g]?.[k] ?? Number.NaN;
      values[index] = Math.abs(value) <= noSignal * largest ? 0 : value;
    }),
  );
}
