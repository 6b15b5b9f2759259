import type { AnswerOption } from "./answerOption.js";
import { readChoice } from "./readChoice.js";

/** The option that an answer names, as its label in capitals, or null when that is not exactly one; see `readChoice`. */
export function parseChoice(answer: string, options: readonly AnswerOption[]): string | null {
  return readChoice(answer, options)?.label ?? null;
}
