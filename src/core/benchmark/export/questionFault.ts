import type { QuestionRecord } from "../questionRecord.js";
import { isReservedAnswer, isReservedOption } from "../reservedText.js";
import type { WholeBox } from "../wholeBox.js";
import type { LeftOutCode } from "./leftOut.js";

/**
 * What loaders and chat templates take for their own: places of images (LLaMA-Factory, verl), special tokens (Qwen,
 * Llama), and the tags that an answer is read from. In a question's own words it would change what is asked.
 */
const reserved = /<(?:image|video|audio)>|<\|[a-z0-9_]+\|>|<\/?(?:answer|think|tool_call|tool_response|tools)>/i;

type Faulty = Pick<
  QuestionRecord,
  | "question"
  | "hint"
  | "options"
  | "answer"
  | "alternatives"
  | "answer_type"
  | "marks"
  | "targets"
  | "shown"
  | "width"
  | "height"
>;

const isInside = ([x1, y1, x2, y2]: WholeBox, { width, height }: Faulty): boolean =>
  x1 >= 0 && y1 >= 0 && x2 <= width && y2 <= height;

const same = (texts: readonly string[]): boolean =>
  new Set(texts.map(text => text.trim().toLowerCase())).size < texts.length;

function choiceFault({ options, answer }: Faulty): LeftOutCode | null {
  if (options.length < 2) return "too-few-options";
  const labels = options.map(({ label }) => label);
  if (same(labels) || same(options.map(({ text }) => text))) return "same-options";
  if (options.some(({ label, text }) => label.trim() === "" || text.trim() === "")) return "too-few-options";
  if (options.some(({ text }) => isReservedOption(text))) return "reserved-option";
  return labels.some(label => label === answer) ? null : "answer-not-offered";
}

function openFault({ answer, alternatives }: Faulty): LeftOutCode | null {
  if (String(answer).trim() === "") return "no-answer";
  return [String(answer), ...alternatives].some(isReservedAnswer) ? "reserved-answer" : null;
}

function answerFault(question: Faulty): LeftOutCode | null {
  const { answer, answer_type: type } = question;
  switch (type) {
    case "choice":
      return choiceFault(question);
    case "integer":
      return /^-?\d+$/.test(String(answer)) ? null : "no-integer";
    case "open":
      return openFault(question);
  }
}

/** What keeps a question from being asked as it stands; null: nothing. */
export function questionFault(question: Faulty): LeftOutCode | null {
  if (question.question.trim() === "") return "no-question";
  const fault = answerFault(question);
  if (fault !== null) return fault;
  const { hint, options, answer, alternatives, marks, targets, shown } = question;
  const texts = [question.question, hint ?? "", String(answer), ...alternatives, ...options.map(({ text }) => text)];
  if (texts.some(text => reserved.test(text))) return "reserved-text";
  const boxes = [
    ...marks.map(({ box }) => box),
    ...(targets ?? []).map(({ box }) => box),
    ...(shown === null ? [] : [shown]),
  ];
  return boxes.every(box => isInside(box, question)) ? null : "outside-page";
}
