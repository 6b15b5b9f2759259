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

const weightOf = (units: readonly SplitUnit[]) => units.reduce((sum, { weight }) => sum + weight, 0);

function nearest(units: readonly SplitUnit[], target: number): readonly SplitUnit[] {
  const weights = units.map(({ weight }) => weight).filter(weight => weight > 0);
  if (weights.length === 0 || target <= 0) return [];
  // No choice beyond twice the target is nearer than the empty one, save where even the lightest unit is heavier.
  const most = Math.max(Math.ceil(2 * target), Math.min(...weights));
  return most * units.length > mostWork ? greedily(units, target) : exactly(units, target, most);
}

/** The first units, up to a few before the target: they are taken whatever the weights of the others are. */
function settledOf(units: readonly SplitUnit[], target: number): readonly SplitUnit[] {
  const heaviest = units.reduce((most, { weight }) => Math.max(most, weight), 0);
  let sum = 0;
  const end = units.findIndex(({ weight }) => (sum += weight) > target - 3 * heaviest);
  return units.slice(0, Math.max(0, end));
}

/** As near as this share of all weight counts as reached. */
const nearEnough = 0.001;

/**
 * Units whose weights together are as near to the target as any choice can be, above 0 where the target is. Most of them
 * are the first ones of the list, and only the last few are chosen by weight: so a question more or less moves few units
 * from one split to another. Very large sets get a near choice, not the nearest.
 */
export function nearestShare(units: readonly SplitUnit[], target: number): readonly SplitUnit[] {
  const settled = settledOf(units, target);
  const rest = units.slice(settled.length);
  const chosen = [...settled, ...nearest(rest, target - weightOf(settled))];
  const isNear = Math.abs(weightOf(chosen) - target) <= nearEnough * weightOf(units);
  return settled.length === 0 || isNear ? chosen : nearest(units, target);
}
