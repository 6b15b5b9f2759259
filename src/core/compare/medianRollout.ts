import type { FactView } from "../reward/factView.js";
import type { QuestionColumns } from "./questionColumns.js";

/** A question's rollouts on one side, in file order. */
export function rolloutsOf({ firstRollout, nextRollout }: QuestionColumns, question: number): readonly number[] {
  const rollouts: number[] = [];
  for (let at = firstRollout[question] ?? -1; at >= 0; at = nextRollout[at] ?? -1) rollouts.push(at);
  return rollouts;
}

/** Numbers ascending; what is no number comes last. */
const byNumber = (a: number, b: number) => {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : Number(a > b);
};

/**
 * The rollout that stands for a question's side: the one of the median score (of two, the lower), rollouts of equal score
 * by their mean IoU, then in file order. Rollouts without a score stand aside unless all are. Null without rollouts.
 */
export function medianRollout(view: FactView, columns: QuestionColumns, question: number): number | null {
  const all = rolloutsOf(columns, question);
  const scored = all.filter(rollout => !Number.isNaN(view.scoreOf(rollout)));
  const sorted = (scored.length > 0 ? scored : [...all]).sort(
    (a, b) => byNumber(view.scoreOf(a), view.scoreOf(b)) || byNumber(view.meanIouOf(a), view.meanIouOf(b)) || a - b,
  );
  return sorted[(sorted.length - 1) >> 1] ?? null;
}
