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

/** What each part of a reward pays, by index; NaN where unknown. For `gdpo`. */
export type PaidParts = Readonly<Record<string, Float64Array>>;

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

function componentsOf(parts: PaidParts, known: readonly number[]): Readonly<Record<string, readonly number[]>> {
  const entries = Object.entries(parts).map(
    ([name, column]) => [name, known.map(index => column[index] ?? Number.NaN)] as const,
  );
  return Object.fromEntries(entries.filter(([, values]) => values.every(Number.isFinite)));
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
  const components = estimator === "gdpo" ? { components: componentsOf(parts, known) } : {};
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
