import type { Interval } from "./interval.js";

/** Whether a figure may as well be 0: that is inside its interval, or nobody can give one. */
export function isUnclear({ value, lo, hi }: Interval): boolean {
  return value === null || lo === null || hi === null || (lo <= 0 && hi >= 0);
}
