import type { Interval } from "../reward/interval.js";

/** An interval cut off where its figure cannot lie: few clusters make it wide. */
export function withinBounds({ value, lo, hi, n }: Interval, least: number, most: number): Interval {
  if (lo === null || hi === null) return { value, lo, hi, n };
  return { value, lo: Math.max(least, lo), hi: Math.min(most, hi), n };
}
