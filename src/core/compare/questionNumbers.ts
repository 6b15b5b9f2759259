import type { NumberedNames } from "./numberedNames.js";
import type { SideFacts } from "./sideFacts.js";

/** A copy with room for more; what is new is -1. */
function grown(column: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length).fill(-1);
  larger.set(column);
  return larger;
}

/**
 * The number of each rollout's question. A question's key is looked up once, however many rollouts it has: the loops over
 * rollouts call nothing that differs from side to side, which would make the engine compile them again.
 */
export function questionNumbers({ view, questionKeyOf }: SideFacts, questions: NumberedNames): Int32Array {
  const column = new Int32Array(view.count);
  const found: number[] = [];
  let placeOf = new Int32Array(1024).fill(-1);
  for (let rollout = 0; rollout < column.length; rollout++) {
    const question = view.questionOf(rollout);
    if (question >= placeOf.length) placeOf = grown(placeOf, 2 * question);
    if (placeOf[question] === -1) placeOf[question] = found.push(question) - 1;
    column[rollout] = placeOf[question] ?? 0;
  }
  const numbers = Int32Array.from(found, question => questions.numberOf(questionKeyOf(question)));
  for (let rollout = 0; rollout < column.length; rollout++) column[rollout] = numbers[column[rollout] ?? 0] ?? 0;
  return column;
}
