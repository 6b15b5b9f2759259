import type { QuestionColumns } from "./questionColumns.js";
import { meanAt } from "./tally.js";

/** A question's value on one side; NaN when it has none. */
export type ValueOf = (question: number) => number;

export const meanScoreOf =
  ({ score }: QuestionColumns): ValueOf =>
  question =>
    meanAt(score, question);

export const meanIouOf =
  ({ iou }: QuestionColumns): ValueOf =>
  question =>
    meanAt(iou, question);

/** Questions by the size of their change from left to right, the largest first; those without a value on a side last. */
export function orderChanges(questions: Int32Array, left: ValueOf, right: ValueOf): Int32Array {
  const changes = new Map<number, number>();
  for (const question of questions) changes.set(question, Math.abs(right(question) - left(question)));
  const changeOf = (question: number) => {
    const change = changes.get(question) ?? Number.NaN;
    return Number.isNaN(change) ? -1 : change;
  };
  return questions.toSorted((a, b) => changeOf(b) - changeOf(a) || a - b);
}
