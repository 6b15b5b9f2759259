import type { Interval } from "../../reward/interval.js";
import type { GradeOutcome } from "../answerGrade.js";

/** Right ones among `n` items; `k` is no whole number where items were asked more than once. */
export interface ShareOfItems {
  readonly k: number;
  readonly n: number;
  /** Wilson's, of a sample that the design effect shortens; `n` counts items. */
  readonly share: Interval;
}

/** Table 6 for the attempts of a cell. Intervals take the questions of one cluster together. */
export interface ZoomCell {
  /** Calls per attempt; `n` counts attempts. */
  readonly calls: Interval;
  /** Over calls at questions with targets; `n` counts calls. */
  readonly iou: Interval;
  readonly firstIou: Interval;
  readonly secondIou: Interval;
}

/** Of `k` attempts at an item that was asked at least so often: one at least is right, all are right. Means over items. */
export interface PassCell {
  readonly k: number;
  readonly pass: Interval;
  readonly all: Interval;
}

export const comparisonReasonCodes = [
  /** One side has questions that the other has not: only shared ones are compared. */
  "questions-differ",
  /** Both were asked the same, but some answers count on one side alone: the other's are not judged, excluded or stale. */
  "counts-differ",
  /** The prompts are not the same: the difference is not the model's alone. */
  "prompts-differ",
  /** Page against panel, or with and without the zoom tool: what is meant where inputs are compared. */
  "inputs-differ",
  /** Open answers were judged by different judges. */
  "judges-differ",
  /** Answers on one side wait for a judge: nothing is compared before they are decided. */
  "not-judged",
  /** Nothing is shared: nothing is compared. */
  "nothing-shared",
] as const;
export type ComparisonReason = (typeof comparisonReasonCodes)[number];

/** A cell against the same cell of the base row, over the items that both counted. */
export interface ComparisonCell {
  readonly base: string;
  readonly shared: number;
  readonly onlyHere: number;
  readonly onlyBase: number;
  readonly reasons: readonly ComparisonReason[];
  /** Mean of the paired differences ± t × clustered error (CR1). */
  readonly difference: Interval;
  /** Items right here alone, and right at the base alone; null where items are not simply right or wrong. */
  readonly gained: number | null;
  readonly lost: number | null;
  /** McNemar's exact p; as it is, by Holm over the table's comparisons (claims), by Benjamini and Hochberg (exploring). */
  readonly p: number | null;
  readonly holm: number | null;
  readonly bh: number | null;
  /** Further items by which such a difference would be settled with 80 % power; 0: it is; null: no difference was seen. */
  readonly needed: number | null;
}

/** How a cell stands in its column. */
export interface CellStanding {
  /** 1 best, 2 second best by value, among those over chance; ties share a place. Null: neither. */
  readonly place: 1 | 2 | null;
  /** The best, or not to be told from it by a paired test (Holm over the column): what is set in bold. */
  readonly isBest: boolean;
}

/**
 * Of a cell in which answers wait for a judge, or the judge failed at some: what those that are decided have right is no
 * share of the cell, since failures are decided first.
 */
export interface WaitingCell {
  /** Attempts that nobody has decided. */
  readonly attempts: number;
  /** The share if none, and if all of them are right; over `n` items. */
  readonly lo: number;
  readonly hi: number;
  readonly n: number;
}

export interface ResultCell {
  /** Over all that were asked: unparsed, failed, cut and refused ones are not right. No share while answers wait. */
  readonly accuracy: ShareOfItems;
  /** Over those whose answer could be read. */
  readonly answered: ShareOfItems;
  /** Null: every answer is decided. Else there is no share, no error and no test, but bounds. */
  readonly waiting: WaitingCell | null;
  readonly counts: Readonly<Record<GradeOutcome, number>>;
  /** Attempts that a judge, and that a person decided. */
  readonly byJudge: number;
  readonly byHuman: number;
  /** CR1 error of the accuracy, and (CR1 error / error of independent items)²; null with fewer than two clusters. */
  readonly error: number | null;
  readonly designEffect: number | null;
  readonly clusters: number;
  readonly clusteredBy: "issue" | "page";
  /** Fewer than ten clusters: errors are themselves uncertain. */
  readonly hasFewClusters: boolean;
  /** Mean share that guessing gives; null where it cannot be said of every item. */
  readonly chance: number | null;
  /** Exact two-sided p of so many right ones by guessing. */
  readonly chanceP: number | null;
  /** Mean of the judge's scores, on its scale, ± cluster t; null: no scores. */
  readonly score: Interval | null;
  /** Attempts at an item, the most and the least. */
  readonly attempts: { readonly least: number; readonly most: number };
  readonly passes: readonly PassCell[];
  readonly zoom: ZoomCell | null;
  /** The family that is evaluated wrote questions and answers of so many items. */
  readonly ownQuestions: number;
  readonly againstBase: ComparisonCell | null;
  readonly standing: CellStanding;
  /** The row's model was trained on this task. */
  readonly isTrained: boolean;
}
