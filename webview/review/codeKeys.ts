import {
  questionChecks as madeChecks,
  type QuestionCheck as MadeCheck,
} from "../../src/core/benchmark/generate/questionCheck.js";
import type { QueueState } from "../../src/core/benchmark/review/reviewQueue.js";
import type { QuestionProblem } from "../../src/core/benchmark/review/questionProblem.js";
import { rejectReasonCodes, type RejectReason } from "../../src/core/benchmark/review/rejectReasons.js";
import type { QuestionCheck } from "../../src/core/benchmark/review/questionChecks.js";
import type { ReviewStringKey } from "../../src/protocol/review/reviewStrings.js";
import type { Grip } from "./targetGrips.js";

const reasons = {
  "not-in-panel": "reason_not_in_panel",
  "wrong-position": "reason_wrong_position",
  "wrong-answer": "reason_wrong_answer",
  "two-answers": "reason_two_answers",
  "wrong-action": "reason_wrong_action",
  "mark-misplaced": "reason_mark_misplaced",
  "target-wrong": "reason_target_wrong",
  tie: "reason_tie",
  "character-hidden": "reason_character_hidden",
  "wrong-identity": "reason_wrong_identity",
  "wrong-count": "reason_wrong_count",
  "wrong-order": "reason_wrong_order",
  "order-unclear": "reason_order_unclear",
  "text-wrong": "reason_text_wrong",
  "panel-misplaced": "reason_panel_misplaced",
  "question-unclear": "reason_question_unclear",
  other: "reason_other",
} as const satisfies Readonly<Record<RejectReason, ReviewStringKey>>;

/** Which words say a code. */
export const codeKeys = {
  reasons,
  states: {
    todo: "stateTodo",
    second: "stateSecond",
    sample: "stateSample",
    conflict: "stateConflict",
    accepted: "stateAccepted",
    edited: "stateEdited",
    rejected: "stateRejected",
    unsure: "stateUnsure",
    flagged: "stateFlagged",
    stale: "stateStale",
  } as const satisfies Readonly<Record<QueueState, ReviewStringKey>>,
  problems: {
    "no-question": "problem_no_question",
    "no-balloon-text": "problem_no_balloon_text",
    "same-balloon-texts": "problem_same_balloon_texts",
    "no-answer": "problem_no_answer",
    "answer-not-offered": "problem_answer_not_offered",
    "answer-not-whole": "problem_answer_not_whole",
    "too-few-options": "problem_too_few_options",
    "empty-option": "problem_empty_option",
    "same-options": "problem_same_options",
    "reserved-option": "problem_reserved_option",
    "reserved-answer": "problem_reserved_answer",
    "no-target": "problem_no_target",
    "targets-of-order": "problem_targets_of_order",
    "outside-page": "problem_outside_page",
  } as const satisfies Readonly<Record<QuestionProblem, ReviewStringKey>>,
  checks: {
    "mark-small": "check_markSmall",
    "depths-close": "check_depthsClose",
    "marks-inside": "check_marksInside",
    "marks-outside": "check_marksOutside",
    "target-is-panel": "check_targetIsPanel",
    "target-no-panel": "check_targetNoPanel",
    "order-unsure": "check_orderUnsure",
    "count-differs": "check_countDiffers",
  } as const satisfies Readonly<Record<QuestionCheck["code"], ReviewStringKey>>,
  grips: {
    move: "gripMove",
    nw: "gripNw",
    ne: "gripNe",
    se: "gripSe",
    sw: "gripSw",
  } as const satisfies Readonly<Record<Grip, ReviewStringKey>>,
  /** What the generators note. */
  made: {
    "small-mark": "made_smallMark",
    "overlapping-marks": "made_overlappingMarks",
    "across-frames": "made_acrossFrames",
    "depth-by-one": "made_depthByOne",
    "unsure-order": "made_unsureOrder",
    "orders-disagree": "made_ordersDisagree",
    "text-by-model": "made_textByModel",
    "names-panel": "made_namesPanel",
    "shapes-differ": "made_shapesDiffer",
    "many-zooms": "made_manyZooms",
    "sibling-page": "made_siblingPage",
  } as const satisfies Readonly<Record<MadeCheck, ReviewStringKey>>,
  positions: {
    row_col: "positionRowCol",
    ordinal: "positionOrdinal",
    relative: "positionRelative",
  },
  orders: { page: "orderPage", checks: "orderChecks", confidence: "orderConfidence" },

  /** The words of what a generator noted; a code of another program stands as it is. */
  madeOf(code: string): ReviewStringKey | null {
    const known = madeChecks.find(check => check === code);
    return known === undefined ? null : codeKeys.made[known];
  },

  /** The words of a reason; one of another program's log stands as it is written there. */
  reasonOf(code: string): ReviewStringKey | null {
    const known = rejectReasonCodes.find(reason => reason === code);
    return known === undefined ? null : reasons[known];
  },
} as const;
