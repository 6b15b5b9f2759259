import { byRank } from "../benchmark/rankOf.js";
import { taskKinds } from "../benchmark/taskKinds.js";
import { wilson } from "../evaluation/wilson.js";
import type { JudgedTrace } from "./judgedTrace.js";

/**
 * So many kept and as many dropped traces of each task kind, by the seed and mixed, for a person who reads them without
 * knowing which is which. Growing `each` keeps those that were there.
 */
export function blindSample(traces: readonly JudgedTrace[], each: number, seed: number): readonly JudgedTrace[] {
  const idOf = ({ prediction }: JudgedTrace): string => prediction.id;
  const chosen = taskKinds.flatMap(task =>
    [true, false].flatMap(isKept => {
      const own = traces.filter(({ question, kept }) => question.task === task && kept === isKept);
      return byRank(own, idOf, seed, "blind sample").slice(0, each);
    }),
  );
  return byRank(chosen, idOf, seed, "blind order");
}

/** Between which shares of all are bad if so many of a sample are; null: nothing was read. 0 of 30: up to 11.4 %. */
export const badShare = (bad: number, read: number): { readonly lo: number; readonly hi: number } | null =>
  wilson(bad, read);
