import type { Outcome } from "../rollout/outcome.js";
import type { RewardFacts } from "./rewardFacts.js";
import type { RolloutFacts } from "./rolloutFacts.js";

/**
 * Rollouts by column. `at` builds an object and is for what is shown or scored; the column reads are for passes over
 * tens of thousands of rows. In `FactTable` all are typed arrays.
 */
export interface FactView {
  readonly count: number;
  at(index: number): RolloutFacts;
  /** What a rule pays by, and no more: for scoring a whole set. */
  rewardAt(index: number): RewardFacts;
  stepOf(index: number): number | null;
  groupOf(index: number): number;
  questionOf(index: number): number;
  outcomeOf(index: number): Outcome;
  /** The logged total; NaN when it is no number of any kind. */
  scoreOf(index: number): number;
  /** NaN without targets or without calls. */
  meanIouOf(index: number): number;
  callsOf(index: number): number;
  /** IoU of the zoom call of this place, from 0; NaN without targets or without such a call. */
  iouOf(index: number, call: number): number;
  /** The wanted view, `found` of RolloutFacts; NaN where it is null. */
  foundOf(index: number): number;
  /** Tokens of the response; NaN where the trainer logged none. */
  tokensOf(index: number): number;
  /** An index into the table's pages, by `RolloutFacts.pageKey`; -1 when unknown. */
  pageOf(index: number): number;
  /** An index into the table's task kinds; -1 when unknown. */
  taskKindOf(index: number): number;
}
