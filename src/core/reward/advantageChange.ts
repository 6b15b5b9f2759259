/**
 * What a change of the reward does to the push on one rollout: `flipped` from strictly up to strictly down or back;
 * `gained` and `lost` a signal, from none to some and from some to none; else `kept`.
 */
export type AdvantageChange = "flipped" | "gained" | "lost" | "kept";

/** For advantages of an `AdvantageColumn`, in which no signal is exactly 0. Null when one of them is unknown (NaN). */
export function advantageChange(before: number, after: number): AdvantageChange | null {
  if (Number.isNaN(before) || Number.isNaN(after)) return null;
  if (before * after < 0) return "flipped";
  if (before === 0) return after === 0 ? "kept" : "gained";
  return after === 0 ? "lost" : "kept";
}
