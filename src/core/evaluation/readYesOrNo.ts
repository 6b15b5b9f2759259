import type { AnswerOption } from "./answerOption.js";
import { namesAnother } from "./namesAnother.js";

/** "No evidence" and "No doubt" are no answers, "No, they" and "No they" are. */
const written =
  /^(?:(yes)(?![a-z])|(no)(?=\s*$|\s*[.,;:!?()–—-]|\s+(?:they|it|he|she|the|these|those|this|that|there|i|we|not|because|since|as)(?![a-z])))(.*)$/is;

/**
 * The option of an answer that begins with "Yes" or "No", where one of two options begins with each; null where the other
 * word follows, or what follows says what the other option says ("No, they are the same", "Yes, they are not the same").
 */
export function readYesOrNo(
  text: string,
  options: readonly AnswerOption[],
): { readonly label: string; readonly by: "text" } | null {
  const found = written.exec(text);
  const pair = yesAndNo(options);
  if (pair === null || found === null) return null;
  const isYes = found[1] !== undefined;
  const [own, other] = isYes ? pair : [pair[1], pair[0]];
  const rest = found[3] ?? "";
  if ((isYes ? /(?<![a-z])no(?![a-z])/i : /(?<![a-z])yes(?![a-z])/i).test(rest)) return null;
  const label = own.label.toUpperCase();
  if (namesAnother(text, label, options)) return null;
  return saysRather(rest, own.text, other.text) ? null : { label, by: "text" };
}

function yesAndNo(options: readonly AnswerOption[]): readonly [AnswerOption, AnswerOption] | null {
  const [yes] = options.filter(option => /^\s*yes(?![a-z])/i.test(option.text));
  const [no] = options.filter(option => /^\s*no(?![a-z])/i.test(option.text));
  return options.length === 2 && yes !== undefined && no !== undefined ? [yes, no] : null;
}

/** Whether what is said has the sense of the other option by words that only one of them has, and not that of its own. */
function saysRather(said: string, own: string, other: string): boolean {
  const [ownWords, otherWords] = [wordsOf(own), wordsOf(other)];
  const ofOwn = ownWords.filter(word => !isAmong(word, otherWords)).map(word => senseOf(word, said));
  const ofOther = otherWords.filter(word => !isAmong(word, ownWords)).map(word => senseOf(word, said));
  const isOther = ofOther.includes("said") || ofOwn.includes("denied");
  return isOther && !ofOwn.includes("said") && !ofOther.includes("denied");
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]{4,}/g) ?? [];

/** Forms of one word count as the word. */
const isAmong = (word: string, others: readonly string[]): boolean =>
  others.some(one => one.startsWith(word) || word.startsWith(one));

function senseOf(word: string, said: string): "said" | "denied" | null {
  const words: readonly string[] = said.toLowerCase().match(/[a-z]+/g) ?? [];
  const at = words.indexOf(word);
  if (at === -1) return null;
  // "not the same", "do not look the same"; "don't" is two words here.
  const isDenied = words.slice(Math.max(0, at - 3), at).some(one => /^(?:not|never|neither|nor|t)$/.test(one));
  return isDenied ? "denied" : "said";
}
