import type { AnswerOption } from "./answerOption.js";
import { namesAnother } from "./namesAnother.js";
import { plainAnswer } from "./plainAnswer.js";
import { readYesOrNo } from "./readYesOrNo.js";
import { foldedAnswer, normalAnswer, sameAnswer } from "./sameAnswer.js";

/** The option that an answer names, and by what. */
export interface ReadChoice {
  /** In capitals. */
  readonly label: string;
  readonly by: "letter" | "text";
}

/** Where the options are unknown: more letters than any question in use has. */
const letters = "ABCDEFGHIJ".split("");
/** An answer longer than this is prose, whatever it starts with. */
const longestAnswer = 2000;

/**
 * The option that an answer names, or null when that is not exactly one (facts: benchmark 2.3, evaluation 1.6): one letter
 * with optional () [] . or :, alone, on a line of its own, or before what is said of it; the exact text of an option, alone
 * or behind its letter; or, where one option begins with "Yes" and the other with "No", an answer that begins so. Two
 * different letters, or a letter before another option's text, name none. Full-width letters are letters, look-alikes of
 * other scripts are not (NFKC).
 */
export function readChoice(answer: string, options: readonly AnswerOption[]): ReadChoice | null {
  if (answer.length > longestAnswer) return null;
  const text = plainAnswer(answer);
  const folded = foldedAnswer(text);
  const [byText, ...more] = options.filter(option => normalAnswer(option.text) === folded);
  if (byText !== undefined && more.length === 0) return { label: byText.label.toUpperCase(), by: "text" };
  return byLetter(text, options) ?? readYesOrNo(text, options);
}

const lettered = /^(?:\(([a-z])\)|\[([a-z])\]|([a-z])(?![a-z'’])) ?([.:)]?)(.*)$/is;
/** Sets a letter apart where the options are known: "B, Sitting", "B - Sitting", a line of its own. */
const apart = /^(?:\s*[,;–—-]\s|[^\S\n]*\n)/;

function byLetter(text: string, options: readonly AnswerOption[]): ReadChoice | null {
  const labels = options.length > 0 ? options.map(option => option.label.toUpperCase()) : letters;
  const written = lettered.exec(text);
  const label = (written?.[1] ?? written?.[2] ?? written?.[3])?.toUpperCase();
  if (written === null || label === undefined || !labels.includes(label)) return null;
  const said = written[5] ?? "";
  const rest = said.replace(/^[\s.,:;–—-]+/, "");
  if (rest === "") return { label, by: "letter" };
  const same = options.find(option => sameAnswer(option.text, rest));
  if (same !== undefined) return same.label.toUpperCase() === label ? { label, by: "letter" } : null;
  // A letter that nothing sets apart may be a word: "a panel", "I think".
  const isMarked = written[3] === undefined || written[4] !== "" || (options.length > 0 && apart.test(said));
  return isMarked && !namesAnother(said, label, options) ? { label, by: "letter" } : null;
}
