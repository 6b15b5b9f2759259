import type { AnswerOption } from "./answerOption.js";
import { userText } from "./userText.js";

export interface QuestionText {
  /** The question without options, image placeholders and headings; never longer than the user's message. */
  readonly question: string;
  readonly options: readonly AnswerOption[];
}

/**
 * The question and its options out of a logged chat prompt. Options are lines such as `A. …`, `(A) …` or `A) …`, or
 * `(A) … (B) …` on one line, lettered from A without a gap; anything else is part of the question.
 */
export function readQuestionText(prompt: string): QuestionText {
  if (last?.prompt === prompt) return last.read;
  const read = parseQuestionText(prompt);
  last = { prompt, read };
  return read;
}

/** The rollouts of a group follow each other and have one prompt: what the last one said is remembered. */
let last: { readonly prompt: string; readonly read: QuestionText } | null = null;

function parseQuestionText(prompt: string): QuestionText {
  const text = userText(prompt);
  const found = lineOptions(text) ?? inlineOptions(text);
  return { question: cleaned(text.slice(0, found?.at)), options: found?.options ?? [] };
}

interface FoundOptions {
  readonly at: number;
  readonly options: readonly AnswerOption[];
}

function lineOptions(text: string): FoundOptions | null {
  return lettered(text.matchAll(/^[ \t]*(?:\(([A-J])\)|([A-J])[.):])[ \t]+(\S.*)$/gm));
}

function inlineOptions(text: string): FoundOptions | null {
  return lettered(text.matchAll(/\(([A-J])\)()[ \t]*([^()\n]+)/g));
}

/** The longest run of options that counts up from A and has at least two; a later A starts over. */
function lettered(matches: Iterable<RegExpExecArray>): FoundOptions | null {
  let at = 0;
  let options: AnswerOption[] = [];
  for (const match of matches) {
    const label = match[1] ?? match[2] ?? "";
    if (label === "A" && options.length < 2) {
      at = match.index;
      options = [];
    }
    if (label === String.fromCharCode("A".charCodeAt(0) + options.length)) {
      options.push({ label, text: (match[3] ?? "").trim().replace(/[,;]$/, "") });
    }
  }
  return options.length >= 2 ? { at, options } : null;
}

function cleaned(text: string): string {
  return text
    .replaceAll(/<image>|<\|vision_start\|>|<\|vision_end\|>|<\|image_pad\|>/g, "")
    .trim()
    .replace(/^Question:/i, "")
    .replace(/(?:Options|Choices):?$/i, "")
    .trim();
}
