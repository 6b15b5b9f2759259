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

function responseTexts({ response }: Pick<Rollout, "response">): readonly SearchedText[] {
  if (response.kind === "text") return [textOf("response", response.text)];
  return response.messages.map(({ text }, message) => ({ part: "response", text, message }));
}

/** The texts of a rollout's trajectory that a search looks into: nothing but these matches. */
export function searchedTexts(
  rollout: Pick<Rollout, "prompt" | "response" | "groundTruth" | "givenAnswer">,
  place: SearchPlace,
): readonly SearchedText[] {
  const { prompt, groundTruth, givenAnswer } = rollout;
  const asked = place === "response" ? [] : [textOf("prompt", prompt)];
  const answered = place === "prompt" ? [] : responseTexts(rollout);
  if (place !== "all") return [...asked, ...answered];
  const truth = groundTruth === undefined ? [] : [textOf("truth", groundTruth.text)];
  const answer = givenAnswer === null ? [] : [textOf("answer", givenAnswer)];
  return [...asked, ...answered, ...truth, ...answer];
}
