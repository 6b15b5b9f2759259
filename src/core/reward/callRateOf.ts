import type { BatchFacts } from "./batchFacts.js";

/**
 * The rate of one question's rollouts that Pixel-Reasoner pays by, of how many of them call a zoom tool. One rollout
 * alone has no rate: what its trainer paid it by is not recomputable.
 */
export const callRateOf = (callers: number, rollouts: number): BatchFacts | undefined =>
  rollouts < 2 ? undefined : { callRate: callers / rollouts };
