import { wilson } from "../../evaluation/wilson.js";
import type { QuestionRecord } from "../questionRecord.js";

/** One answer and how often it is the right one. */
export interface AnswerShare {
  /** The label of the option, or the number. */
  readonly answer: string;
  readonly questions: number;
  readonly share: number;
  /** Wilson's 95 % interval of the share, with questions as independent draws. */
  readonly lo: number;
  readonly hi: number;
  /** The share that it would have if all labels were right equally often; null for numbers. */
  readonly even: number | null;
}

/** Numbers by their size, labels by their letters. */
function compareAnswers(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every label that is offered, so that one that is never right is listed as well. */
function offeredLabels(questions: readonly QuestionRecord[]): readonly string[] {
  return questions.flatMap(({ answer_type, options, answer }) =>
    answer_type === "choice" ? [...options.map(({ label }) => label), String(answer)] : [String(answer)],
  );
}

/** What share an answer has when every question is as likely to be answered by each of its own labels. */
function evenShare(answer: string, questions: readonly QuestionRecord[]): number | null {
  if (questions.some(({ answer_type }) => answer_type !== "choice")) return null;
  const shares = questions.map(({ options }) =>
    options.some(({ label }) => label === answer) ? 1 / options.length : 0,
  );
  return shares.reduce((sum, share) => sum + share, 0) / questions.length;
}

/** How often each answer is the right one, of the questions that have one of a few: choices and whole numbers. */
export function answerBalance(questions: readonly QuestionRecord[]): readonly AnswerShare[] {
  const closed = questions.filter(({ answer_type }) => answer_type !== "open");
  const answers = [...new Set(offeredLabels(closed))].sort(compareAnswers);
  return answers.map(answer => {
    const count = closed.filter(question => String(question.answer) === answer).length;
    const interval = wilson(count, closed.length);
    return {
      ...{ answer, questions: count, share: count / closed.length },
      ...{ lo: interval?.lo ?? 0, hi: interval?.hi ?? 1 },
      even: evenShare(answer, closed),
    };
  });
}
