import type { Trajectory } from "../rollout/trajectory.js";
import { isDeepeyesFormed } from "./isDeepeyesFormed.js";
import { isStrictlyFormed } from "./isStrictlyFormed.js";
import type { FormatRule } from "./rewardOptions.js";

/**
 * Whether a response is well-formed, by every rule. `responseText` is the response as the file holds it; a dump that was
 * decoded without special tokens has no vision tokens left, and `deepeyes` then compares 0 with 0. `answer-only` asks for
 * an answer where it is looked for (facts: benchmark 2.3) and for nothing else.
 */
export function wellFormed(trajectory: Trajectory, responseText: string): Readonly<Record<FormatRule, boolean>> {
  return {
    strict: isStrictlyFormed(trajectory),
    deepeyes: isDeepeyesFormed(trajectory, responseText),
    "answer-only": trajectory.answer !== null,
  };
}
