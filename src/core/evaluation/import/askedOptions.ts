import { optionLetter } from "../../benchmark/sources/rowFields.js";
import type { AnswerOption } from "../answerOption.js";

const line = /^[ \t]*(?:\(([A-Z])\)|([A-Z])[.):])[ \t]+(\S.*)$/gm;

/**
 * The options that stand in a prompt, a line each, lettered from A: `A. text`, `A) text` or `(A) text`. Of several lists
 * the last one counts. Null: there is none of at least two.
 */
export function askedOptions(prompt: string): readonly AnswerOption[] | null {
  let found: AnswerOption[] = [];
  let last: readonly AnswerOption[] | null = null;
  for (const [, inBrackets, bare, text = ""] of prompt.matchAll(line)) {
    const label = inBrackets ?? bare ?? "";
    if (label === "A") found = [];
    found = label === optionLetter(found.length) ? [...found, { label, text: text.trim() }] : [];
    if (found.length >= 2) last = found;
  }
  return last;
}
