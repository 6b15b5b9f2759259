import { parseTrajectory } from "./parseTrajectory.js";
import type { Rollout } from "./rollout.js";
import type { Trajectory } from "./trajectory.js";
import { trajectoryHints } from "./trajectoryHints.js";

/** A rollout's trajectory, parsed with what its format and prompt say. Never throws. */
export function trajectoryOf(rollout: Rollout): Trajectory {
  return parseTrajectory(rollout.response, trajectoryHints(rollout));
}
