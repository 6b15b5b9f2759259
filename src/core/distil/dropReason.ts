/** Filters in their fixed order: a trace is dropped by the first that it fails, and keeps the names of all. */
export const filterNames = [
  "correct",
  "format",
  "length",
  "guess",
  "evidence",
  "leak",
  "language",
  "split",
  "person",
  "duplicate",
  "cap",
] as const;
export type FilterName = (typeof filterNames)[number];

/** Why a trace is not in the data (facts: evaluation 4.2). */
export const dropReasons = [
  /** Asked and not answered: refused, empty, failed, or left out by a person. */
  "unanswered",
  /** The question was edited after it was asked. */
  "stale",
  "wrong",
  "unparsed",
  /** An open answer that fewer judges have seen than are wanted; one about which they disagree. */
  "unjudged",
  "judge_split",
  "format",
  "cut",
  "short",
  "long",
  "loop",
  /** One of two options, right too seldom over the attempts to be told from luck. */
  "lucky",
  /** Right in every attempt, where such questions are not wanted. */
  "easy",
  "ungrounded",
  "leak",
  "language",
  "split",
  /** A person rejected it. */
  "rejected",
  "dup",
  "cap",
] as const;
export type DropReason = (typeof dropReasons)[number];
