import type { QuestionRecord } from "../questionRecord.js";
import type { QuestionEdit } from "../reviewEvent.js";

/** What an edit may change, of the question that it changes. */
export function editableParts(question: QuestionRecord): Required<QuestionEdit> {
  return {
    question: question.question,
    hint: question.hint,
    answer: question.answer,
    options: question.options.map(({ label, text }) => ({ label, text })),
    alternatives: question.alternatives,
    targets:
      question.targets?.map(({ box, role, source_annotation_ids }) => ({ box, role, source_annotation_ids })) ?? null,
    mark_boxes: question.marks.map(({ box }) => box),
  };
}
