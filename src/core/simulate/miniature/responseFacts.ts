import { crc32 } from "../../reward/crc32.js";
import type { RewardFacts } from "../../reward/rewardFacts.js";
import type { RewardRule } from "../../reward/strategy.js";
import { callConventions } from "../../rollout/callConventions.js";
import { parseTrajectory } from "../../rollout/parseTrajectory.js";
import type { MiniatureQuestion } from "./miniature.js";
import { miniatureText, type WrittenRollout } from "./miniatureText.js";

/** What only the written response says. */
export type ResponseFacts = Pick<RewardFacts, "answerChars"> & { readonly responseCrc: number };

/** No answer about a made-up page has so many characters, so that a limit as high or higher cuts none. */
export const longestAnswer = 400;

const unread: ResponseFacts = { answerChars: 0, responseCrc: 0 };
const hints = { conventions: callConventions("verl-rollouts"), prompt: "", storedAnswer: null };

/** Whether a rule pays by the letters of a response: tosses a coin with them, or limits the answer. */
export function paysByText({ terms, options }: RewardRule): boolean {
  if (options.answerLimit !== null && options.answerLimit < longestAnswer) return true;
  return terms.some(({ part, when }) => part === "coin" || when.some(gate => gate.part === "coin"));
}

/** Reads the response that will be written, the `index`-th of its group, where the rule pays by it. */
export function responseFacts(
  paysByText: boolean,
  asked: MiniatureQuestion,
  rollout: WrittenRollout,
  index: number,
): ResponseFacts {
  if (!paysByText) return unread;
  const text = miniatureText(asked, rollout, index);
  const { answer } = parseTrajectory({ kind: "text", text }, hints);
  return { answerChars: answer === null ? 0 : Array.from(answer).length, responseCrc: crc32(text) };
}
