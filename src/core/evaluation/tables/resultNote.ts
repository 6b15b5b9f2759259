import { comparisonReasonCodes } from "./resultCell.js";

/** What has to be said with a table of results; codes and values, sentences are made elsewhere. */
export const resultNoteCodes = [
  /** Attempts that are there, and those that were to be made. */
  "partial",
  /** Shards that no folder has, from 1, and how many there are. */
  "missing-shards",
  /** Lines that could not be read. */
  "damaged-lines",
  /** Answers to questions that are no longer asked. */
  "withdrawn",
  /** Clusters (`issue` or `page`), least count. */
  "few-clusters",
  /** Answers that no judge has judged, and that the judge failed at. */
  "unjudged",
  /** Answers to questions that were edited or rejected since. */
  "stale",
  /** Questions that the evaluated family wrote itself. */
  "own-family",
  /** Unparsed, cut, refused, empty and failed answers, which count as not right. */
  "without-answer",
  /** A checkpoint was asked otherwise than it was trained: the settings. */
  "asked-otherwise",
  /** Items were asked several times: answers to one question are not independent. */
  "repeated",
  /** Why a difference from the base may not be the model's alone. */
  ...comparisonReasonCodes,
  /** Rows of one column are shares of different numbers of questions: the numbers. */
  "mixed-sizes",
  /** One model asked in one way has several values in a column: the rows. */
  "two-values",
  /** Of a table that asks for a base: none was chosen. */
  "no-base",
] as const;
export type ResultNoteCode = (typeof resultNoteCodes)[number];

export interface ResultNote {
  readonly code: ResultNoteCode;
  /** Label of the row; null: of the table. */
  readonly row: string | null;
  /** Ids of the columns that it holds in; empty: of all. */
  readonly columns: readonly string[];
  readonly values: readonly (string | number)[];
}
