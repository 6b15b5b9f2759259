import { type Agreement, agreement } from "../agreement.js";
import { quadraticKappa } from "../quadraticKappa.js";
import { isRated, ratedClasses } from "./ratedClasses.js";
import type { VerdictsByRater } from "./verdictsByRater.js";

/** Two raters over the answers that both judged. */
export interface RaterAgreement extends Agreement {
  /** Set ids; `human` of persons. */
  readonly raters: readonly [string, string];
  /** Of scores on one scale; null where one gives none. */
  readonly weighted: number | null;
}

/** How far two raters agree; null: they judged nothing together. */
export function raterAgreement(a: string, b: string, raters: VerdictsByRater): RaterAgreement | null {
  const matrix = ratedClasses.map(() => ratedClasses.map(() => 0));
  const scores = Array.from({ length: 10 }, () => new Array<number>(10).fill(0));
  let isScored = true;
  for (const [id, one] of raters.get(a) ?? []) {
    const other = raters.get(b)?.get(id);
    if (other === undefined || !isRated(one.outcome) || !isRated(other.outcome)) continue;
    const row = matrix[ratedClasses.indexOf(one.outcome)];
    if (row !== undefined)
      row[ratedClasses.indexOf(other.outcome)] = (row[ratedClasses.indexOf(other.outcome)] ?? 0) + 1;
    const line = scores[(one.score ?? 0) - 1];
    if (line === undefined || other.score === null) isScored = false;
    else line[other.score - 1] = (line[other.score - 1] ?? 0) + 1;
  }
  const found = agreement(matrix);
  return found === null ? null : { ...found, raters: [a, b], weighted: isScored ? quadraticKappa(scores) : null };
}
