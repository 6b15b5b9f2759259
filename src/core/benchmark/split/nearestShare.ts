import type { SplitUnit } from "./splitUnit.js";

/** Work beyond which no exact answer is looked for: units times weight. */
const mostWork = 20_000_000;

/** For each sum that can be reached, the last unit of one way to reach it. */
function reachable(units: readonly SplitUnit[], most: number): Int32Array {
  const last = new Int32Array(most + 1).fill(-1);
  const isReached = (sum: number) => sum === 0 || (last[sum] ?? -1) >= 0;
  for (const [index, { weight }] of units.entries()) {
    if (weight === 0) continue;
    for (let sum = most; sum >= weight; sum--) if ((last[sum] ?? -1) < 0 && isReached(sum - weight)) last[sum] = index;
  }
  return last;
}

function exactly(units: readonly SplitUnit[], target: number, most: number): readonly SplitUnit[] {
  const last = reachable(units, most);
  let best = 0;
  for (let sum = 1; sum <= most; sum++) {
    const isNearer = Math.abs(sum - target) < Math.abs(best - target);
    if ((last[sum] ?? -1) >= 0 && (isNearer || best === 0)) best = sum;
  }
  const chosen: SplitUnit[] = [];
  for (let sum = best; sum > 0;) {
    const unit = units[last[sum] ?? -1];
    if (unit === undefined) break;
    chosen.push(unit);
    sum -= unit.weight;
  }
  return chosen;
}

/** Unit by unit, where that brings the sum nearer to the target. */
function greedily(units: readonly SplitUnit[], target: number): readonly SplitUnit[] {
  let sum = 0;
  return units.filter(({ weight }) => {
    const isNearer = weight > 0 && Math.abs(sum + weight - target) < Math.abs(sum - target);
    if (isNearer) sum += weight;
    return isNearer;
  });
}

/**
 * Units whose weights together are as near to the target as any choice can be, above 0 where the target is; earlier units
 * are preferred. Very large sets get a near choice, not the nearest.
 */
export function nearestShare(units: readonly SplitUnit[], target: number): readonly SplitUnit[] {
  if (target <= 0) return [];
  const least = units.reduce((min, { weight }) => (weight > 0 ? Math.min(min, weight) : min), Infinity);
  if (least === Infinity) return [];
  // No choice beyond twice the target is nearer than the empty one, save where even the lightest unit is heavier.
  const most = Math.max(Math.ceil(2 * target), least);
  return most * units.length > mostWork ? greedily(units, target) : exactly(units, target, most);
}
