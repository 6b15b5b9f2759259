import { promptMessages } from "../rollout/promptMessages.js";
import type { Rollout } from "../rollout/rollout.js";
import type { SearchPlace } from "./searchQuery.js";

/** Which text of a rollout something stands in. */
export const searchedParts = ["prompt", "response", "truth", "answer"] as const;
export type SearchedPart = (typeof searchedParts)[number];

/** One text of a rollout, as the file holds it. */
export interface SearchedText {
  readonly part: SearchedPart;
  readonly text: string;
  /** Its index among the response's messages, where the format stores messages; else null. */
  readonly message: number | null;
}

const textOf = (part: SearchedPart, text: string): SearchedText => ({ part, text, message: null });

/** Messages of the response that were sent to the model are what was asked. */
function responseTexts(rollout: Pick<Rollout, "response">): readonly SearchedText[] {
  const { response } = rollout;
  if (response.kind === "text") return [textOf("response", response.text)];
  const asked = promptMessages(rollout);
  return response.messages.map(({ text }, message) => ({
    part: message < asked ? "prompt" : "response",
    text,
    message,
  }));
}

/** The texts of a rollout's trajectory that a search looks into: nothing but these matches. */
export function searchedTexts(
  rollout: Pick<Rollout, "prompt" | "response" | "groundTruth" | "givenAnswer">,
  place: SearchPlace,
): readonly SearchedText[] {
  const { prompt, groundTruth, givenAnswer } = rollout;
  const said = [textOf("prompt", prompt), ...responseTexts(rollout)];
  if (place !== "all") return said.filter(({ part }) => part === place);
  const truth = groundTruth === undefined ? [] : [textOf("truth", groundTruth.text)];
  const answer = givenAnswer === null ? [] : [textOf("answer", givenAnswer)];
  return [...said, ...truth, ...answer];
}
