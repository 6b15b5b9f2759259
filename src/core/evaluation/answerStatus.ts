import type { Outcome } from "../rollout/outcome.js";
import type { AnswerOption } from "./answerOption.js";
import { numberWords } from "./numberWords.js";
import { parseChoice } from "./parseChoice.js";
import { parseInteger } from "./parseInteger.js";
import { truthText } from "./truthText.js";

/**
 * Compares a given answer with the right one. Only letters, options and integers can be judged by rule; every other
 * right answer, and a missing one, is "unknown". A judged answer that is missing or names not exactly one option or
 * integer is "unparsed", which is neither right nor wrong.
 */
export function answerStatus(answer: string | null, groundTruth: unknown, options: readonly AnswerOption[]): Outcome {
  const truth = truthText(groundTruth);
  if (truth === null) return "unknown";
  const label = parseChoice(truth, options);
  if (label !== null) return compared(answer === null ? null : parseChoice(answer, options), label);
  const count = isInteger(truth) ? parseInteger(truth) : null;
  if (count === null) return "unknown";
  return compared(answer === null ? null : parseInteger(answer), count);
}

/** Nothing but an integer, in digits (numpy may have made "3.0" of it) or as number words. */
function isInteger(truth: string): boolean {
  if (/^[-+]?\d+(?:\.0+)?$/.test(truth)) return true;
  return truth.split(/[\s-]+/).every(word => numberWords.has(word.toLowerCase()));
}

function compared<T extends string | number>(given: T | null, right: T): Outcome {
  if (given === null) return "unparsed";
  return given === right ? "correct" : "wrong";
}
