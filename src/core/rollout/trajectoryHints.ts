import { type CallConventions, callConventions } from "./callConventions.js";
import type { DialectId } from "./dialectId.js";
import type { Rollout } from "./rollout.js";

/** What a response's text alone does not tell. */
export interface TrajectoryHints {
  readonly conventions: CallConventions;
  /** The prompt as logged: it may open `<think>`, and says in which form it wants the answer. */
  readonly prompt: string;
  /** The answer that the format stores beside the response, or null. */
  readonly storedAnswer: string | null;
  /**
   * The dialect that the run names, or the format whose rollout's own calls are to tell it. Left out: that of the
   * conventions, as for a text of our own loops, whose calls have no other form than `<tool_call>`, JSON and `<grounding>`.
   */
  readonly dialect?:
    { readonly kind: "configured"; readonly id: DialectId } | { readonly kind: "guessed"; readonly format: string };
}

/** The hints that a rollout's format, prompt and columns give. `dialect`: the one that its run names; null: guess. */
export function trajectoryHints(rollout: Rollout, dialect: DialectId | null = null): TrajectoryHints {
  return {
    conventions: callConventions(rollout.format),
    dialect: dialect === null ? { kind: "guessed", format: rollout.format } : { kind: "configured", id: dialect },
    prompt: rollout.prompt,
    storedAnswer: rollout.givenAnswer,
  };
}
