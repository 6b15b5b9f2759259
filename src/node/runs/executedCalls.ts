import type { PlacedCall } from "../../core/rollout/placedCall.js";

/**
 * How many of a rollout's calls a tool executed. The log tells it by the reply also where the page's size is unknown;
 * null when neither tells it of some call.
 */
export function executedCalls(placed: readonly PlacedCall[]): number | null {
  let count = 0;
  for (const { call, executed, refusedBy } of placed) {
    if (refusedBy !== null) continue;
    if (executed === null && call.reply === null) return null;
    count++;
  }
  return count;
}
