import type { ComparisonWindow } from "./miniatureComparison.js";

/** Places [from, to) of an axis, from 0. */
export interface Places {
  readonly from: number;
  readonly to: number;
}

const early = 60;
const middle: Places = { from: 50, to: 70 };
const end = 20;

/** The places of a window of an axis with so many; null where the axis is too short for it, or has none. */
export function windowPlaces(window: ComparisonWindow, length: number): Places | null {
  if (length < 1) return null;
  switch (window) {
    case "area":
      return { from: 0, to: length };
    case "early":
      return length < early ? null : { from: 0, to: early };
    case "middle":
      return length < middle.to ? null : middle;
    case "end":
      return { from: Math.max(0, length - end), to: length };
  }
}

/** Mean of a column's values over places, `origin` rows further down; NaN values are left out, NaN without any. */
export function windowMean(column: Float64Array, { from, to }: Places, origin = 0): number {
  let sum = 0;
  let n = 0;
  for (let at = from + origin; at < to + origin; at++) {
    const value = column[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return n === 0 ? Number.NaN : sum / n;
}
