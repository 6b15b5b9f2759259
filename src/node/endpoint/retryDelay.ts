import { type ChatFailure, isPassing } from "./chatFailure.js";

/** Milliseconds; a server that wants more is not waited for. */
export const longestAsked = 600_000;
const longestOwn = 60_000;

/** Times that one question is sent again, at most. */
export const retriesOfItem = 5;

/**
 * How long to wait before a question is sent again, in milliseconds; null: it is not. `retries` were made already;
 * `random` from 0 to 1. What the server asks for wins, up to 10 minutes; else full jitter below 1 s × 2^retries and a
 * minute (facts: evaluation 2.2).
 */
export function retryDelay(failure: ChatFailure, retries: number, random: number): number | null {
  if (!isPassing(failure) || retries >= retriesOfItem) return null;
  const asked = failure.retryAfterMs;
  if (asked !== null) return asked <= longestAsked ? asked : null;
  return Math.round(random * Math.min(longestOwn, 1000 * 2 ** retries));
}
