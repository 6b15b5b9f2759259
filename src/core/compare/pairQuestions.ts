import type { QuestionColumns } from "./questionColumns.js";

/** Question numbers that both sides have, and those of one side alone; ascending. */
export interface Pairing {
  readonly pairs: Int32Array;
  readonly onlyLeft: Int32Array;
  readonly onlyRight: Int32Array;
}

export function pairQuestions(left: QuestionColumns, right: QuestionColumns): Pairing {
  const pairs: number[] = [];
  const onlyLeft: number[] = [];
  const onlyRight: number[] = [];
  for (let question = 0; question < left.rollouts.length; question++) {
    const [atLeft, atRight] = [left.rollouts[question] ?? 0, right.rollouts[question] ?? 0];
    if (atLeft > 0 && atRight > 0) pairs.push(question);
    else if (atLeft > 0) onlyLeft.push(question);
    else if (atRight > 0) onlyRight.push(question);
  }
  return { pairs: Int32Array.from(pairs), onlyLeft: Int32Array.from(onlyLeft), onlyRight: Int32Array.from(onlyRight) };
}

/** Fewer pairs than this are no comparison of pairs. */
export const fewestPairs = 20;

export type UnpairedReason = "empty-side" | "no-common-question" | "few-pairs" | "under-half";

/** Why two sides are not compared as pairs; null when they are: 20 pairs or more, and half of either side or more. */
export function unpairedReason({ pairs, onlyLeft, onlyRight }: Pairing): UnpairedReason | null {
  const [atLeft, atRight] = [pairs.length + onlyLeft.length, pairs.length + onlyRight.length];
  if (atLeft === 0 || atRight === 0) return "empty-side";
  if (pairs.length === 0) return "no-common-question";
  if (pairs.length < fewestPairs) return "few-pairs";
  return 2 * pairs.length < Math.max(atLeft, atRight) ? "under-half" : null;
}
