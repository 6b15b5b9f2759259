import { type CallConventions, callConventions } from "./callConventions.js";
import type { Rollout } from "./rollout.js";

/** What a response's text alone does not tell. */
export interface TrajectoryHints {
  readonly conventions: CallConventions;
  /** False where the prompt asks for the answer in another form than `<answer>`: then a missing one says nothing. */
  readonly expectsAnswerTag: boolean;
  /** The prompt ends with `<think>`, so that the response starts inside it. */
  readonly startsInThink: boolean;
  /** The answer that the format stores beside the response, or null. */
  readonly storedAnswer: string | null;
}

/** The hints that a rollout's format, prompt and columns give. */
export function trajectoryHints(rollout: Rollout): TrajectoryHints {
  return {
    conventions: callConventions(rollout.format),
    expectsAnswerTag: expectsAnswerTag(rollout.prompt),
    startsInThink: /<think>\s*$/.test(rollout.prompt.slice(-40)),
    storedAnswer: rollout.givenAnswer,
  };
}

/** `<answer>` is the rule; `####` (GSM8K, which also writes `#### <answer>`) and `\boxed{}` are other forms. */
function expectsAnswerTag(prompt: string): boolean {
  return prompt.includes("</answer>") || !(prompt.includes("####") || prompt.includes("\\boxed"));
}
