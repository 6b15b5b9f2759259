import { iou } from "../page/iou.js";
import type { FactCall } from "./rewardFacts.js";

/** Two boxes that overlap more than this show the same thing (facts: miniature 3.4). */
const sameBoxIou = 0.5;

/** Whether the k-th call asks again for a box that an earlier call of the rollout asked for. */
export function repeatsEarlier(calls: readonly FactCall[], k: number): boolean {
  const box = calls[k]?.requested ?? null;
  if (box === null) return false;
  return calls.slice(0, k).some(({ requested }) => requested !== null && iou(requested, box) > sameBoxIou);
}
