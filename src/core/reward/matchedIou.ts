import { assignTargets } from "../page/assignTargets.js";
import type { Box } from "../page/box.js";
import { iou } from "../page/iou.js";
import type { MatchRule } from "./rewardOptions.js";

/**
 * The sum of the calls' IoU with their targets under a matching rule; null boxes (refused calls) add nothing. All in page
 * pixels. `optimal`: the one-to-one assignment with the largest sum; `in_order`: call k with target k; `greedy`: the best
 * pair first, then the best of what is left, ties to the earlier call and target; `reuse`: every call with its best
 * target, however often. Most rollouts hold one call or one target, which need no assignment.
 */
export function matchedIou(boxes: readonly (Box | null)[], targets: readonly Box[], rule: MatchRule): number {
  switch (rule) {
    case "in_order":
      return inOrder(boxes, targets);
    case "reuse":
      return reused(boxes, targets);
    case "optimal":
      return isSimple(boxes, targets) ? best(boxes, targets) : optimal(present(boxes), targets);
    case "greedy":
      return isSimple(boxes, targets) ? best(boxes, targets) : greedy(present(boxes), targets);
  }
}

const isSimple = (boxes: readonly unknown[], targets: readonly unknown[]): boolean =>
  boxes.length <= 1 || targets.length <= 1;

const present = (boxes: readonly (Box | null)[]): readonly Box[] => boxes.filter(box => box !== null);

function inOrder(boxes: readonly (Box | null)[], targets: readonly Box[]): number {
  let sum = 0;
  for (let index = 0; index < boxes.length; index++) {
    const box = boxes[index];
    const target = targets[index];
    if (box && target !== undefined) sum += iou(box, target);
  }
  return sum;
}

function reused(boxes: readonly (Box | null)[], targets: readonly Box[]): number {
  let sum = 0;
  for (const box of boxes) if (box !== null) sum += bestTarget(box, targets);
  return sum;
}

/** The largest IoU of any pair: all that one call or one target can give. */
function best(boxes: readonly (Box | null)[], targets: readonly Box[]): number {
  let largest = 0;
  for (const box of boxes) if (box !== null) largest = Math.max(largest, bestTarget(box, targets));
  return largest;
}

function bestTarget(box: Box, targets: readonly Box[]): number {
  let largest = 0;
  for (const target of targets) largest = Math.max(largest, iou(box, target));
  return largest;
}

function optimal(boxes: readonly Box[], targets: readonly Box[]): number {
  const [few, many] = boxes.length < targets.length ? [boxes, targets] : [targets, boxes];
  if (few.length <= mostFew) return bestOfFew(few, many);
  const values = boxes.map(box => targets.map(target => iou(box, target)));
  let sum = 0;
  assignTargets(values).forEach((target, call) => {
    if (target !== null) sum += values[call]?.[target] ?? 0;
  });
  return sum;
}

/** Up to so many calls or targets every subset of them is looked at, which is faster than an assignment by potentials. */
const mostFew = 5;
const overlaps = new Float64Array(mostFew);
const sums = new Float64Array(1 << mostFew);

/**
 * The largest sum of IoU of an assignment, box by box of the many: `sums[set]` is the best that the boxes so far give to
 * that set of the few. A box that overlaps none of them changes nothing, as most junk boxes do.
 */
function bestOfFew(few: readonly Box[], many: readonly Box[]): number {
  const sets = 1 << few.length;
  sums.fill(0, 0, sets);
  for (const box of many) {
    if (!readOverlaps(box, few)) continue;
    for (let set = sets - 1; set > 0; set--) {
      let best = sums[set] ?? 0;
      for (let index = 0, bit = 1; bit <= set; index++, bit <<= 1) {
        if ((set & bit) !== 0) best = Math.max(best, (sums[set ^ bit] ?? 0) + (overlaps[index] ?? 0));
      }
      sums[set] = best;
    }
  }
  return sums[sets - 1] ?? 0;
}

/** IoU of a box with each of the few; false when all are 0. */
function readOverlaps(box: Box, few: readonly Box[]): boolean {
  let overlapsAny = false;
  for (let index = 0; index < few.length; index++) {
    const other = few[index];
    const value = other === undefined ? 0 : iou(box, other);
    overlaps[index] = value;
    if (value > 0) overlapsAny = true;
  }
  return overlapsAny;
}

function greedy(boxes: readonly Box[], targets: readonly Box[]): number {
  const pairs = boxes.flatMap((box, call) => targets.map((to, target) => ({ call, target, value: iou(box, to) })));
  // The sort is stable: equal pairs stay in the order of calls, then targets.
  pairs.sort((a, b) => b.value - a.value);
  const calls = new Set<number>();
  const taken = new Set<number>();
  let sum = 0;
  for (const { call, target, value } of pairs) {
    if (calls.has(call) || taken.has(target)) continue;
    calls.add(call);
    taken.add(target);
    sum += value;
  }
  return sum;
}
