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
  const changes = new Float64Array(questions.length);
  for (let i = 0; i < questions.length; i++) {
    const question = questions[i] ?? 0;
    const change = Math.abs(right(question) - left(question));
    changes[i] = Number.isNaN(change) ? -1 : change;
  }
  const order = Int32Array.from(questions.keys());
  order.sort((a, b) => (changes[b] ?? 0) - (changes[a] ?? 0) || a - b);
  return order.map(place => questions[place] ?? 0);
}
