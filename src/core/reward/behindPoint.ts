import type { CurveFacts } from "./curveFacts.js";
import type { CurveName } from "./curveName.js";
import { measureOf } from "./rolloutMeasures.js";

/** A rollout's value of a curve and its part in the change of the mean from the step before; null without a value. */
export interface PointShare {
  readonly value: number | null;
  readonly part: number | null;
}

/**
 * How much each rollout of a step moved a curve. The curve's mean is Σ w x / Σ w, with M before: the part of a rollout is
 * w (x − M) / Σ w, so that the parts of all rollouts sum to the change. (It is the change if this rollout alone had left
 * the old mean.) `before` null, at the first step: no parts.
 */
export function pointShares(
  rollouts: readonly CurveFacts[],
  curve: CurveName,
  before: number | null,
): readonly PointShare[] {
  const found = rollouts.map(rollout => measureOf(rollout, curve));
  const weights = found.reduce((sum, one) => sum + (one?.weight ?? 0), 0);
  return found.map(one => {
    if (one === null) return { value: null, part: null };
    const part = before === null || weights === 0 ? null : (one.weight * (one.value - before)) / weights;
    return { value: one.value, part };
  });
}

/**
 * The order in which rollouts are shown behind a point: those first that moved the mean furthest in the direction of the
 * change, those last that moved it furthest the other way, and at the very end those without a value. Without a step
 * before: by value, the largest first. Indexes into `shares`.
 */
export function rankShares(shares: readonly PointShare[]): readonly number[] {
  const change = shares.reduce((sum, { part }) => sum + (part ?? 0), 0);
  const sign = change < 0 ? -1 : 1;
  const hasParts = shares.some(({ part }) => part !== null);
  const keyOf = ({ value, part }: PointShare) => (hasParts ? (part === null ? null : sign * part) : value);
  return shares
    .map((share, index) => ({ key: keyOf(share) ?? Number.NEGATIVE_INFINITY, index }))
    .sort((a, b) => (b.key > a.key ? 1 : b.key < a.key ? -1 : a.index - b.index))
    .map(({ index }) => index);
}
