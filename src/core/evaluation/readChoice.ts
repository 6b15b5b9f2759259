import type { AnswerOption } from "./answerOption.js";
import { compatible } from "./compatible.js";

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
 * with optional () . or :, alone or before the option's text; the exact text of an option; or, where one option begins
 * with "Yes" and the other with "No", an answer that begins so. Two different letters, or a letter before another
 * option's text, name none. Full-width letters are letters, look-alikes of other scripts are not (NFKC).
 */
export function readChoice(answer: string, options: readonly AnswerOption[]): ReadChoice | null {
  if (answer.length > longestAnswer) return null;
  const text = plain(answer);
  const byText = options.filter(option => sameText(option.text, text));
  if (byText.length === 1) return named(byText[0], "text");
  return byLetter(text, options) ?? byYesOrNo(text, options);
}

function byLetter(text: string, options: readonly AnswerOption[]): ReadChoice | null {
  const labels = options.length > 0 ? options.map(option => option.label.toUpperCase()) : letters;
  const written = /^(?:\(([a-z])\)|([a-z])(?![a-z'])) ?([.:)]?)(.*)$/is.exec(text);
  const label = (written?.[1] ?? written?.[2])?.toUpperCase();
  if (written === null || label === undefined || !labels.includes(label)) return null;
  const rest = (written[4] ?? "").trim();
  if (rest === "") return { label, by: "letter" };
  // A letter that nothing sets apart may be a word: "a panel", "I think".
  const isMarked = written[1] !== undefined || written[3] !== "";
  return isMarked && agrees(rest, label, options) ? { label, by: "letter" } : null;
}

/** "Yes, they are": the whole word at the start, no word of the other option behind it. "No idea" is none. */
function byYesOrNo(text: string, options: readonly AnswerOption[]): ReadChoice | null {
  if (options.length !== 2) return null;
  const yes = options.filter(option => /^\s*yes(?![a-z])/i.test(option.text));
  const no = options.filter(option => /^\s*no(?![a-z])/i.test(option.text));
  if (yes.length !== 1 || no.length !== 1) return null;
  const written = /^(yes|no)(?![a-z])(?!\s+(?:idea|clue|answer|way|information)(?![a-z]))(.*)$/is.exec(text);
  if (written === null) return null;
  const isYes = written[1]?.toLowerCase() === "yes";
  const rest = written[2] ?? "";
  if ((isYes ? /(?<![a-z])no(?![a-z])/i : /(?<![a-z])yes(?![a-z])/i).test(rest)) return null;
  const found = named(isYes ? yes[0] : no[0], "text");
  return found !== null && agrees(rest.trim(), found.label, options) ? found : null;
}

const named = (option: AnswerOption | undefined, by: ReadChoice["by"]): ReadChoice | null =>
  option === undefined ? null : { label: option.label.toUpperCase(), by };

/** What stands behind the letter must not name another option. */
function agrees(rest: string, label: string, options: readonly AnswerOption[]): boolean {
  const same = options.find(option => sameText(option.text, rest));
  if (same !== undefined) return same.label.toUpperCase() === label;
  const marked = Array.from(rest.matchAll(/(?:^|[\s(/,])([A-J])(?=[).:,/])/g), match => match[1]);
  const joined = /^(?:or|and|[/,&])\s*\(?([a-z])\b/i.exec(rest)?.[1]?.toUpperCase();
  return [...marked, joined ?? label].every(other => other === label);
}

function sameText(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(text: string): string {
  return plain(text).replace(/\s+/g, " ").replace(/\.$/, "").toLowerCase();
}

/** Without the marks that models put around an answer, and the words that lead to it. */
function plain(text: string): string {
  return compatible(text)
    .trim()
    .replace(/^(?:[*`$]|\\boxed\{|\\text\{)+/, "")
    .replace(/[*`$}]+$/, "")
    .replace(/^(?:the\s+)?(?:correct\s+)?(?:answer|option|choice)(?:\s+is)?\s*:?\s+/i, "")
    .trim();
}
