import type { DrawnLine } from "./drawnLine.js";

/** From the lowest to the highest edge of any area and of the given values; null without either. */
export function bandRange(
  lines: readonly DrawnLine[],
  min: number | null,
  max: number | null,
): readonly [low: number | null, high: number | null] {
  const edges = lines.flatMap(({ band }) => (band === undefined ? [] : [...band.low, ...band.high]));
  const known = [min, max, ...edges].filter(value => value !== null);
  return known.length === 0
    ? [null, null]
    : [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))];
}
