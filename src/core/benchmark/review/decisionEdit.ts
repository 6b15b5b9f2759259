import type { QuestionEdit } from "../reviewEvent.js";
import { applyEdit } from "./applyEdit.js";
import { editableParts } from "./editableParts.js";
import { effectiveEdit } from "./effectiveEdit.js";
import type { ReviewedQuestion } from "./foldQuestion.js";
import { visibleQuestion } from "./visibleQuestion.js";

/**
 * What a decision has to note as its edit so that the reviewer stands for what was seen and changed: the difference to
 * what the reviewer's earlier decisions make of the question. Accepting what another has edited thus agrees with it.
 */
export function decisionEdit(
  reviewed: ReviewedQuestion,
  reviewer: string,
  isBlind: boolean,
  edit: QuestionEdit,
): QuestionEdit {
  const own = reviewed.decisions.find(decision => decision.reviewer === reviewer);
  const wanted = applyEdit(visibleQuestion(reviewed, reviewer, isBlind), edit);
  return effectiveEdit(applyEdit(reviewed.built, own?.edit ?? {}), editableParts(wanted));
}
