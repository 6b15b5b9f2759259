import type { Rollout } from "../rollout/rollout.js";
import type { Trajectory } from "../rollout/trajectory.js";
import { crc32 } from "./crc32.js";
import { loggedRewardOf } from "./loggedRewardOf.js";
import { responseText } from "./responseText.js";
import type { RolloutFacts } from "./rolloutFacts.js";
import { ruleFields } from "./ruleFields.js";
import { wellFormed } from "./wellFormed.js";

/** What a rollout's own text and columns say, whatever its question is. */
export type TextFacts = Pick<
  RolloutFacts,
  "isWellFormed" | "answerChars" | "cut" | "logged" | "rulePhase" | "strategyHash" | "responseChars" | "tokens"
> & {
  /** CRC-32 of the response's UTF-8 bytes. */
  readonly responseCrc: number;
};

/** `responseCrc` is given where somebody has a faster way to it than `crc32.ts`. */
export function textFactsOf(rollout: Rollout, trajectory: Trajectory, responseCrc?: number): TextFacts {
  const text = responseText(rollout);
  const { rulePhase, strategyHash, tokens } = ruleFields(rollout);
  return {
    isWellFormed: wellFormed(trajectory, text),
    answerChars: trajectory.answer === null ? 0 : Array.from(trajectory.answer).length,
    cut: trajectory.cut,
    logged: loggedRewardOf(rollout),
    rulePhase,
    strategyHash,
    responseChars: text.length,
    tokens,
    responseCrc: responseCrc ?? crc32(text),
  };
}
