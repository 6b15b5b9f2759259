import { balloonTexts } from "../balloonTexts.js";
import type { QuestionRecord } from "../questionRecord.js";
import { isReservedAnswer, isReservedOption } from "../reservedText.js";
import { taskKindsWithoutTargets } from "../taskKinds.js";
import type { WholeBox } from "../wholeBox.js";

/** Why a question cannot stand as it is. */
export type QuestionProblem =
  | "no-question"
  | "no-balloon-text"
  | "same-balloon-texts"
  | "no-answer"
  | "answer-not-offered"
  | "answer-not-whole"
  | "too-few-options"
  | "empty-option"
  | "same-options"
  | "reserved-option"
  | "reserved-answer"
  | "no-target"
  | "targets-of-order"
  | "outside-page";

function choiceProblem({ answer, options }: QuestionRecord): QuestionProblem | null {
  if (options.length < 2) return "too-few-options";
  if (options.some(({ text }) => text.trim() === "")) return "empty-option";
  if (new Set(options.map(({ label }) => label)).size < options.length) return "same-options";
  if (new Set(options.map(({ text }) => text.trim())).size < options.length) return "same-options";
  if (options.some(({ text }) => isReservedOption(text))) return "reserved-option";
  return options.some(({ label }) => label === answer) ? null : "answer-not-offered";
}

function openProblem({ answer, alternatives }: QuestionRecord): QuestionProblem | null {
  if (typeof answer !== "string" || answer.trim() === "") return "no-answer";
  return [answer, ...alternatives].some(isReservedAnswer) ? "reserved-answer" : null;
}

function answerProblem(question: QuestionRecord): QuestionProblem | null {
  const { answer } = question;
  switch (question.answer_type) {
    case "choice":
      return choiceProblem(question);
    case "integer":
      return typeof answer === "number" && answer >= 0 ? null : "answer-not-whole";
    case "open":
      return openProblem(question);
    default: {
      const never: never = question.answer_type;
      return never;
    }
  }
}

function targetProblem({ targets, task }: QuestionRecord): QuestionProblem | null {
  if (targets === null) return null;
  if (taskKindsWithoutTargets.includes(task)) return "targets-of-order";
  if (targets.length === 0) return "no-target";
  return null;
}

/** Texts that are alike would make one of two orders as right as the other: no generator asks for them. */
function hintProblem(question: QuestionRecord): QuestionProblem | null {
  const { hint } = question;
  if (hint === null) return null;
  const texts = balloonTexts.of(question)?.map(({ text }) => text.trim().toLowerCase()) ?? [hint.trim()];
  if (texts.some(text => text === "")) return "no-balloon-text";
  return new Set(texts).size < texts.length ? "same-balloon-texts" : null;
}

function boxProblem({ targets, marks, width, height }: QuestionRecord): QuestionProblem | null {
  const isInside = ([x1, y1, x2, y2]: WholeBox) => x1 >= 0 && y1 >= 0 && x2 <= width && y2 <= height;
  return [...(targets ?? []), ...marks].every(({ box }) => isInside(box)) ? null : "outside-page";
}

/** What is wrong with a question, first things first; null: it can be asked. Boxes in whole pixels of its page. */
export function questionProblem(question: QuestionRecord): QuestionProblem | null {
  if (question.question.trim() === "") return "no-question";
  return hintProblem(question) ?? answerProblem(question) ?? targetProblem(question) ?? boxProblem(question);
}
