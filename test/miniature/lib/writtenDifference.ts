import { verdictOf } from "../../../src/core/simulate/miniature/comparePairs.js";
import type { SeedMean } from "../../../src/core/simulate/miniature/miniatureComparison.js";

const marks = { above: "▲", straddles: "–", below: "▼" } as const;

/** A paired difference as tables have it: its verdict, its mean and half of its interval. */
export function writtenDifference(difference: SeedMean): string {
  if (difference.mean === null) return "none";
  const half = (difference.high ?? Number.NaN) - difference.mean;
  return `${marks[verdictOf(difference)]} ${difference.mean.toFixed(3)} ±${half.toFixed(3)}`;
}
