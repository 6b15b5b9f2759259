import type { QuestionRecord } from "../questionRecord.js";
import type { QuestionEdit } from "../reviewEvent.js";
import type { WholeBox } from "../wholeBox.js";

const isSameBox = (one: WholeBox | null, other: WholeBox) => one?.every((side, at) => side === other[at]) === true;

/** The marks in their new places. The panel that is shown aside is one that is blank: it moves with its mark. */
function moved({ marks, shown }: QuestionRecord, boxes: readonly WholeBox[]): Pick<QuestionRecord, "marks" | "shown"> {
  const place = marks.findIndex(({ box }) => isSameBox(shown, box));
  return {
    marks: marks.map((mark, at) => ({ ...mark, box: boxes[at] ?? mark.box })),
    shown: boxes[place] ?? shown,
  };
}

/**
 * The question with an edit laid over it. What depends on the changed parts follows: the chance of a guess from the
 * number of options, the expected zooms from the number of targets where the one was the other before, the panel that
 * is shown aside from the mark that it is blank under.
 * `content_sha` stays: that of the built question, which decisions name.
 */
export function applyEdit(question: QuestionRecord, edit: QuestionEdit): QuestionRecord {
  const targets = edit.targets === undefined ? question.targets : edit.targets;
  const options = edit.options ?? question.options;
  const isNewChance = edit.options !== undefined && question.answer_type === "choice" && options.length > 0;
  const wasPerTarget = question.targets !== null && question.expected_zooms === question.targets.length;
  return {
    ...question,
    ...(edit.mark_boxes !== undefined && moved(question, edit.mark_boxes)),
    question: edit.question ?? question.question,
    hint: edit.hint === undefined ? question.hint : edit.hint,
    answer: edit.answer ?? question.answer,
    alternatives: edit.alternatives ?? question.alternatives,
    options,
    targets,
    chance: isNewChance ? 1 / options.length : question.chance,
    expected_zooms: wasPerTarget && targets !== null ? targets.length : question.expected_zooms,
  };
}
