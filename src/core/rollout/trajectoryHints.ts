import { type CallConventions, callConventions } from "./callConventions.js";
import type { Rollout } from "./rollout.js";

/** What a response's text alone does not tell. */
export interface TrajectoryHints {
  readonly conventions: CallConventions;
  /** The prompt as logged: it may open `<think>`, and says in which form it wants the answer. */
  readonly prompt: string;
  /** The answer that the format stores beside the response, or null. */
  readonly storedAnswer: string | null;
}

/** The hints that a rollout's format, prompt and columns give. */
export function trajectoryHints(rollout: Rollout): TrajectoryHints {
  return {
    conventions: callConventions(rollout.format),
    prompt: rollout.prompt,
    storedAnswer: rollout.givenAnswer,
  };
}
