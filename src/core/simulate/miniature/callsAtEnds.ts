import type { MiniatureHistory } from "./miniatureHistory.js";
import { windowMean, windowPlaces } from "./windowMean.js";

const firstSteps = 10;
const goneShare = 0.1;
/** Below this a first share of calls says little: of 1,280 rollouts it is 64. */
const leastFirst = 0.05;

function callsAtEnds({ anyCall }: MiniatureHistory): { readonly first: number; readonly last: number } {
  const first = windowMean(anyCall, { from: 0, to: Math.min(firstSteps, anyCall.length) });
  const places = windowPlaces("end", anyCall.length);
  return { first, last: places === null ? Number.NaN : windowMean(anyCall, places) };
}

/**
 * Whether tool use is gone at the end: over the last 20 steps the share of rollouts with a call is below a tenth of that
 * of the first ten, or of .05 where that is more (a rate of 1 % is too small to see a tenth of it).
 */
export function hasLostCalls(history: MiniatureHistory): boolean {
  const { first, last } = callsAtEnds(history);
  return last < goneShare * Math.max(first, leastFirst);
}

/** Whether fewer rollouts zoom over the last 20 steps than over the first ten. */
export function hasFewerCalls(history: MiniatureHistory): boolean {
  const { first, last } = callsAtEnds(history);
  return last < first;
}
