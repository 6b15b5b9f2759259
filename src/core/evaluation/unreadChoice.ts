import type { AnswerOption } from "./answerOption.js";
import { compatible } from "./compatible.js";
import type { ParsedReply } from "./parsedReply.js";
import { readChoice } from "./readChoice.js";

/** Why a text names no option: what stands there instead. */
export function unreadChoice(text: string, options: readonly AnswerOption[]): Omit<ParsedReply, "version"> {
  const plain = compatible(text).trim();
  const labels = options.map(option => option.label.toUpperCase());
  const letters = Array.from(plain.matchAll(/(?<![A-Za-z0-9'])[A-J](?![A-Za-z0-9'])/g), match => match[0]);
  const candidates = [...new Set(letters)].filter(letter => labels.includes(letter));
  const conflict = conflicting(plain, options);
  if (conflict !== null) return { answer: null, rule: "conflict", candidates: conflict };
  if (candidates.length > 1) return { answer: null, rule: "two-letters", candidates };
  const isLetters = /^[(*"'\s]*[A-Za-z]{1,3}[)*."'\s]*$/.test(plain) && candidates.length === 0;
  return { answer: null, rule: isLetters && !/^(?:yes|no)\b/i.test(plain) ? "invalid-letter" : "none", candidates };
}

/** A letter and, behind it, the text of another option. */
function conflicting(plain: string, options: readonly AnswerOption[]): readonly string[] | null {
  const [, label = "", rest = ""] = /^\(?([A-J])(?:\)|[.:)])\s*(\S.*)$/is.exec(plain) ?? [];
  if (rest === "") return null;
  const other = readChoice(rest, options);
  if (other?.by !== "text" || other.label === label.toUpperCase()) return null;
  return [label.toUpperCase(), other.label];
}
