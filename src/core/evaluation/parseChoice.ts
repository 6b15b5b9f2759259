import type { AnswerOption } from "./answerOption.js";

/** Where the options are unknown: more letters than any question in use has. */
const letters = "ABCDEFGHIJ".split("");
/** An answer longer than this is prose, whatever it starts with. */
const longestAnswer = 2000;

/**
 * The option that an answer names, as its label in capitals, or null when that is not exactly one (facts: benchmark
 * 2.3): one letter with optional () . or :, alone or before the option's text, or the exact text of an option. Two
 * different letters, or a letter before another option's text, name none.
 */
export function parseChoice(answer: string, options: readonly AnswerOption[]): string | null {
  if (answer.length > longestAnswer) return null;
  const text = plain(answer);
  const labels = options.length > 0 ? options.map(option => option.label.toUpperCase()) : letters;
  const byText = options.filter(option => sameText(option.text, text));
  if (byText.length === 1) return byText[0]?.label.toUpperCase() ?? null;
  const written = /^(?:\(([a-z])\)|([a-z])(?![a-z'])) ?([.:)]?)(.*)$/is.exec(text);
  const label = (written?.[1] ?? written?.[2])?.toUpperCase();
  if (written === null || label === undefined || !labels.includes(label)) return null;
  const rest = (written[4] ?? "").trim();
  if (rest === "") return label;
  // A letter that nothing sets apart may be a word: "a panel", "I think".
  const isMarked = written[1] !== undefined || written[3] !== "";
  return isMarked && agrees(rest, label, options) ? label : null;
}

/** What stands behind the letter must not name another option. */
function agrees(rest: string, label: string, options: readonly AnswerOption[]): boolean {
  const named = options.find(option => sameText(option.text, rest));
  if (named !== undefined) return named.label.toUpperCase() === label;
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
  return text
    .trim()
    .replace(/^(?:[*`$]|\\boxed\{|\\text\{)+/, "")
    .replace(/[*`$}]+$/, "")
    .replace(/^(?:the\s+)?(?:correct\s+)?(?:answer|option|choice)(?:\s+is)?\s*:?\s+/i, "")
    .trim();
}
