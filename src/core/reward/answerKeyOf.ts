import type { AnswerOption } from "../evaluation/answerOption.js";
import { parseChoice } from "../evaluation/parseChoice.js";
import { parseInteger } from "../evaluation/parseInteger.js";
import { textHash } from "./textHash.js";

const bareInteger = /^[-+]?\d+$/;

/**
 * An answer in a form that equal answers share: the option's label, the integer where the right answer is one, else a
 * hash of the text without its case and spacing. Null without an answer. `truth` is the right answer as text.
 */
export function answerKeyOf(
  answer: string | null,
  truth: string | null,
  options: readonly AnswerOption[],
): string | null {
  if (answer === null || answer.trim() === "") return null;
  const isChoice = options.length > 0 || (truth !== null && parseChoice(truth, options) !== null);
  const label = isChoice ? parseChoice(answer, options) : null;
  if (label !== null) return label;
  const count = truth !== null && bareInteger.test(truth.trim()) ? parseInteger(answer) : null;
  if (count !== null) return String(count);
  return `#${textHash(answer.trim().replace(/\s+/g, " ").toLowerCase())}`;
}
