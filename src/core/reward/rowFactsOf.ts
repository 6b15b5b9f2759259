import type { Rollout } from "../rollout/rollout.js";
import type { Trajectory } from "../rollout/trajectory.js";
import { joinedFacts, type JoinedParts } from "./joinedFacts.js";
import type { RowFacts } from "./rowFacts.js";
import { textFactsOf } from "./textFacts.js";

/** A rollout that was parsed, joined with its question and placed on its page. */
export interface FactParts extends Omit<JoinedParts, "rollout" | "trajectory" | "text"> {
  readonly rollout: Rollout;
  readonly trajectory: Trajectory;
  /** CRC-32 of the response's UTF-8 bytes, where somebody has a faster way to it than `crc32.ts`. */
  readonly responseCrc?: number;
}

/** The facts of one rollout; see `RolloutFacts` for what each says. */
export function rowFactsOf(parts: FactParts): RowFacts {
  return joinedFacts({ ...parts, text: textFactsOf(parts.rollout, parts.trajectory, parts.responseCrc) });
}
