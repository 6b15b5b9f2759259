import { parseTrajectory } from "./parseTrajectory.js";
import type { DialectId } from "./dialectId.js";
import type { Rollout } from "./rollout.js";
import type { Trajectory } from "./trajectory.js";
import { trajectoryHints } from "./trajectoryHints.js";

/** A rollout's trajectory, parsed with what its format, its prompt and its run (`dialect`; null: guess) say. Never throws. */
export function trajectoryOf(rollout: Rollout, dialect: DialectId | null = null): Trajectory {
  return parseTrajectory(rollout.response, trajectoryHints(rollout, dialect));
}
