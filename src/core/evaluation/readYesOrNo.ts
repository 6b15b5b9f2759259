import type { AnswerOption } from "./answerOption.js";
import { namesAnother } from "./namesAnother.js";

const written =
  /^(yes|no)(?![a-z])(?!\s+(?:idea|clue|answer|way|information|doubt|question|problem|matter|one)(?![a-z]))(.*)$/is;
const negation = /(?<![a-z])(?:not|never|neither|nor)(?![a-z])|n['’]t(?![a-z])/i;

/**
 * The option of an answer that begins with "Yes" or "No", where one of two options begins with each; null where the other
 * word follows, or what follows says what the other option says ("No, they are the same"), unless it is denied.
 */
export function readYesOrNo(
  text: string,
  options: readonly AnswerOption[],
): { readonly label: string; readonly by: "text" } | null {
  const found = written.exec(text);
  const pair = yesAndNo(options);
  if (pair === null || found === null) return null;
  const isYes = found[1]?.toLowerCase() === "yes";
  const [own, other] = isYes ? pair : [pair[1], pair[0]];
  const rest = found[2] ?? "";
  if ((isYes ? /(?<![a-z])no(?![a-z])/i : /(?<![a-z])yes(?![a-z])/i).test(rest)) return null;
  const label = own.label.toUpperCase();
  if (namesAnother(rest, label, options)) return null;
  return saysRather(rest, own.text, other.text) ? null : { label, by: "text" };
}

function yesAndNo(options: readonly AnswerOption[]): readonly [AnswerOption, AnswerOption] | null {
  const [yes] = options.filter(option => /^\s*yes(?![a-z])/i.test(option.text));
  const [no] = options.filter(option => /^\s*no(?![a-z])/i.test(option.text));
  return options.length === 2 && yes !== undefined && no !== undefined ? [yes, no] : null;
}

/** Whether what is said has words that only the other option has, and none that only its own has. */
function saysRather(said: string, own: string, other: string): boolean {
  if (negation.test(said)) return false;
  const spoken = wordsOf(said);
  const only = (a: string, b: string) =>
    wordsOf(a).filter(word => wordsOf(b).every(one => !one.startsWith(word) && !word.startsWith(one)));
  const says = (words: readonly string[]): boolean => words.some(word => spoken.includes(word));
  return says(only(other, own)) && !says(only(own, other));
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]{4,}/g) ?? [];
