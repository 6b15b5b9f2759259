import type { FactView } from "./factView.js";

/** The logged scores of a set by index; NaN where none was logged as a finite number. */
export function loggedScores(view: FactView): Float64Array {
  return Float64Array.from({ length: view.count }, (_, index) => {
    const score = view.scoreOf(index);
    return Number.isFinite(score) ? score : Number.NaN;
  });
}
