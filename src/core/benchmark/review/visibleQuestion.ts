import type { QuestionRecord } from "../questionRecord.js";
import { applyEdit } from "./applyEdit.js";
import type { ReviewedQuestion } from "./foldQuestion.js";

/**
 * The question as a reviewer is to see it. Blind, and before deciding: as built, with the reviewer's own changes. Else as
 * it stands by everybody's decisions; in a conflict nobody's changes hold but one's own.
 */
export function visibleQuestion(
  { built, question, decisions }: ReviewedQuestion,
  reviewer: string,
  isBlind: boolean,
): QuestionRecord {
  const own = decisions.find(decision => decision.reviewer === reviewer);
  const isHidden = isBlind && (own?.verdict ?? null) === null;
  if (!isHidden && question.review.state !== "conflict") return question;
  return { ...applyEdit(built, own?.edit ?? {}), review: { state: isHidden ? "new" : "conflict", by: [] } };
}
