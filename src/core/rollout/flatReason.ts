import type { Outcome } from "./outcome.js";

/** Why a group's rollouts all have the same score, so that GRPO learns nothing from them. */
export const flatReasons = ["all-correct", "all-wrong", "all-unparsed", "same-score", "single"] as const;
export type FlatReason = (typeof flatReasons)[number];

/** Two scores count as equal within this; float32 dumps differ in the last digits. */
const tolerance = 1e-6;

/**
 * Null when the group has spread, or when some score is no number (then nobody knows).
 * `outcomes` may be shorter or empty while they are unknown: the reason is then only "same-score".
 */
export function flatReason(scores: readonly number[], outcomes: readonly Outcome[]): FlatReason | null {
  if (scores.length === 0 || scores.some(score => !Number.isFinite(score))) return null;
  if (scores.length === 1) return "single";
  const lowest = scores.reduce((low, score) => Math.min(low, score));
  if (scores.some(score => score - lowest > tolerance)) return null;
  const all = (outcome: Outcome) => outcomes.length === scores.length && outcomes.every(one => one === outcome);
  if (all("correct")) return "all-correct";
  if (all("wrong")) return "all-wrong";
  if (all("unparsed")) return "all-unparsed";
  return "same-score";
}
