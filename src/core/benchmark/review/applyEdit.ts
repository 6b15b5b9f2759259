import type { QuestionRecord } from "../questionRecord.js";
import type { QuestionEdit } from "../reviewEvent.js";

/**
 * The question with an edit laid over it. What depends on the changed parts follows: the chance of a guess from the
 * number of options, the expected zooms from the number of targets where the one was the other before.
 * `content_sha` stays: that of the built question, which decisions name.
 */
export function applyEdit(question: QuestionRecord, edit: QuestionEdit): QuestionRecord {
  const targets = edit.targets === undefined ? question.targets : edit.targets;
  const options = edit.options ?? question.options;
  const isNewChance = edit.options !== undefined && question.answer_type === "choice" && options.length > 0;
  const wasPerTarget = question.targets !== null && question.expected_zooms === question.targets.length;
  return {
    ...question,
    question: edit.question ?? question.question,
    answer: edit.answer ?? question.answer,
    alternatives: edit.alternatives ?? question.alternatives,
    options,
    targets,
    chance: isNewChance ? 1 / options.length : question.chance,
    expected_zooms: wasPerTarget && targets !== null ? targets.length : question.expected_zooms,
  };
}
