import type { QuestionRecord } from "../questionRecord.js";
import type { QuestionEdit } from "../reviewEvent.js";
import { editableParts } from "./editableParts.js";

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** `edit` without what is in `question` already: nothing is left of a change that was changed back. */
export function effectiveEdit(question: QuestionRecord, edit: QuestionEdit): QuestionEdit {
  const now = editableParts(question);
  return {
    ...(edit.question !== undefined && edit.question !== now.question && { question: edit.question }),
    ...(edit.hint !== undefined && edit.hint !== now.hint && { hint: edit.hint }),
    ...(edit.answer !== undefined && edit.answer !== now.answer && { answer: edit.answer }),
    ...(edit.options !== undefined && !same(edit.options, now.options) && { options: edit.options }),
    ...(edit.alternatives !== undefined &&
      !same(edit.alternatives, now.alternatives) && { alternatives: edit.alternatives }),
    ...(edit.targets !== undefined && !same(edit.targets, now.targets) && { targets: edit.targets }),
    ...(edit.mark_boxes !== undefined && !same(edit.mark_boxes, now.mark_boxes) && { mark_boxes: edit.mark_boxes }),
  };
}
