import type { QuestionRecord } from "../questionRecord.js";
import type { QuestionEdit } from "../reviewEvent.js";
import { editableParts } from "./editableParts.js";

/** What `edit` overwrites: the same parts as they are in `question`, for the log. */
export function beforeEdit(question: QuestionRecord, edit: QuestionEdit): QuestionEdit {
  const now = editableParts(question);
  return {
    ...(edit.question !== undefined && { question: now.question }),
    ...(edit.hint !== undefined && { hint: now.hint }),
    ...(edit.answer !== undefined && { answer: now.answer }),
    ...(edit.options !== undefined && { options: now.options }),
    ...(edit.alternatives !== undefined && { alternatives: now.alternatives }),
    ...(edit.targets !== undefined && { targets: now.targets }),
    ...(edit.mark_boxes !== undefined && { mark_boxes: now.mark_boxes }),
  };
}
