import type { QuestionRecord } from "../questionRecord.js";
import type { ReviewEvent } from "../reviewEvent.js";
import { eventsByQuestion } from "./eventsByQuestion.js";
import { foldQuestion, type ReviewedQuestion } from "./foldQuestion.js";

/** Questions with the decisions about them. */
export interface FoldedReviews {
  /** In the order of the questions given. */
  readonly questions: readonly ReviewedQuestion[];
  /** Standing events about an earlier content of a question: they are decided on again. */
  readonly stale: number;
  /** Events about questions that are not there (any more). */
  readonly unknown: number;
  /** Events whose edit would make a question that cannot stand. */
  readonly refused: number;
}

/**
 * Lays `reviews.jsonl` over `questions.jsonl`. The result does not depend on the order of the events, nor on events that
 * are there twice, so that two files are merged by keeping every line.
 */
export function foldReviews(questions: readonly QuestionRecord[], events: readonly ReviewEvent[]): FoldedReviews {
  const byQuestion = eventsByQuestion(events);
  const folded = questions.map(question => foldQuestion(question, byQuestion.get(question.id) ?? []));
  const known = new Set(questions.map(({ id }) => id));
  let unknown = 0;
  for (const [id, about] of byQuestion) if (!known.has(id)) unknown += about.length;
  return {
    questions: folded,
    stale: folded.reduce((sum, { stale }) => sum + stale, 0),
    unknown,
    refused: folded.reduce((sum, { refused }) => sum + refused, 0),
  };
}
