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
  const [first, second, third] = boxes;
  if (first !== undefined && second !== undefined && third === undefined) return bestTwo(first, second, targets);
  const [one, other, further] = targets;
  if (one !== undefined && other !== undefined && further === undefined) return bestTwo(one, other, boxes);
  const values = boxes.map(box => targets.map(target => iou(box, target)));
  let sum = 0;
  assignTargets(values).forEach((target, call) => {
    if (target !== null) sum += values[call]?.[target] ?? 0;
  });
  return sum;
}

/**
 * The best assignment of two boxes to two of the others: most rollouts that need one at all need no more. Each takes its
 * best, unless that is the same one; then one of them takes its second best.
 */
function bestTwo(a: Box, b: Box, others: readonly Box[]): number {
  let [bestA, nextA, atA, bestB, nextB, atB] = [0, 0, -1, 0, 0, -1];
  for (let index = 0; index < others.length; index++) {
    const other = others[index];
    if (other === undefined) continue;
    const withA = iou(a, other);
    const withB = iou(b, other);
    if (withA > bestA) [nextA, bestA, atA] = [bestA, withA, index];
    else if (withA > nextA) nextA = withA;
    if (withB > bestB) [nextB, bestB, atB] = [bestB, withB, index];
    else if (withB > nextB) nextB = withB;
  }
  return atA !== atB || atA === -1 ? bestA + bestB : Math.max(bestA + nextB, nextA + bestB);
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
