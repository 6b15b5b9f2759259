import type { PromptProblem } from "../../core/benchmark/prompts/promptProblems.js";

/** What is wrong with a file of a user's own prompts. */
export type PromptFileCode = PromptProblem["code"] | "unreadable" | "not-json" | "not-a-prompt" | "twice-the-id";

/** The same in English, each with the way out; {0} is the file, {1} the place or what was said. The host translates it. */
export const promptStrings: Readonly<Record<PromptFileCode, string>> = {
  unreadable: "{0} cannot be read: {1}",
  "not-json": "{0} is no JSON: {1}",
  "not-a-prompt": "{0} is no prompt: {1}",
  "twice-the-id": "{0} has the id of the prompt in {1}: give it another.",
  "unknown-place": "{0} has the place {1}, which nothing is filled into: take it out.",
  "missing-place": "{0} needs the place {1}.",
  moved: "{0} has the id of a prompt of another task kind, input or use: make them the same.",
  "unknown-id": "{0} has an id that no prompt has; only judges can be added: take the id of the prompt to be replaced.",
};
