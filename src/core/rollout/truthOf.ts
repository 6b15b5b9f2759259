import type { Rollout } from "./rollout.js";

/** The right answer as the row logs it, for display; null where the row has none, and where it logs `null`. */
export function truthOf(groundTruth: Rollout["groundTruth"]): string | null {
  return groundTruth === undefined || groundTruth.value === null ? null : groundTruth.text;
}
