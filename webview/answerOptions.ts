import type { RolloutView } from "../src/protocol/rolloutView.js";

/** One possible answer of the question's line, and what it is. */
export interface AnswerOption {
  readonly text: string;
  readonly isGiven: boolean;
  readonly isExpected: boolean;
}

/** Brackets and full stops around a letter mean nothing: `(A)`, `A.` and `a` are one answer, with or without its text. */
const plain = (text: string) =>
  text
    .trim()
    .replace(/^\(?([a-z0-9])[).:]\s+/i, "$1 ")
    .replace(/^[([]+|[)\].:]+$/g, "")
    .trim()
    .toLowerCase();

/**
 * The options of a question, each with whether it was answered and whether it is the right one. An answer that is none
 * of the options (or a question without options) is added as an entry of its own.
 */
export function answerOptions(question: RolloutView["question"]): readonly AnswerOption[] {
  const given = question.given === null ? null : plain(question.given);
  const expected = question.expected === null ? null : plain(question.expected);
  const names = ({ label, text }: { label: string; text: string }, answer: string | null) =>
    answer !== null && answer !== "" && [label, text, `${label} ${text}`].some(name => plain(name) === answer);
  const list: AnswerOption[] = question.options.map(option => ({
    text: option.text === "" || option.text === option.label ? option.label : `${option.label} ${option.text}`.trim(),
    isGiven: names(option, given),
    isExpected: names(option, expected),
  }));
  const isSame = given !== null && given === expected;
  if (question.given !== null && given !== "" && !list.some(({ isGiven }) => isGiven))
    list.push({ text: question.given.trim(), isGiven: true, isExpected: isSame && !list.some(o => o.isExpected) });
  if (question.expected !== null && expected !== "" && !list.some(({ isExpected }) => isExpected))
    list.push({ text: question.expected.trim(), isGiven: false, isExpected: true });
  return list;
}
