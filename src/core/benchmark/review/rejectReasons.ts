import type { TaskKind } from "../taskKinds.js";

/** Why a question is rejected, as the log says it. */
export const rejectReasonCodes = [
  "not-in-panel",
  "wrong-position",
  "wrong-answer",
  "two-answers",
  "wrong-action",
  "mark-misplaced",
  "target-wrong",
  "tie",
  "character-hidden",
  "wrong-identity",
  "wrong-count",
  "wrong-order",
  "order-unclear",
  "text-wrong",
  "panel-misplaced",
  "question-unclear",
  "other",
] as const;
export type RejectReason = (typeof rejectReasonCodes)[number];

/** The reasons offered for each task kind, in the order of the keys 1 to 6. The last always asks for a note. */
export const rejectReasons: Readonly<Record<TaskKind, readonly RejectReason[]>> = {
  panel_understanding: ["not-in-panel", "wrong-position", "wrong-answer", "two-answers", "question-unclear", "other"],
  action_recognition: ["wrong-action", "two-answers", "mark-misplaced", "target-wrong", "question-unclear", "other"],
  depth_comparison: ["tie", "mark-misplaced", "target-wrong", "character-hidden", "question-unclear", "other"],
  dialog_reordering: ["wrong-order", "order-unclear", "text-wrong", "mark-misplaced", "question-unclear", "other"],
  panel_reordering: ["wrong-order", "order-unclear", "panel-misplaced", "two-answers", "question-unclear", "other"],
  character_identification: [
    "wrong-identity",
    "mark-misplaced",
    "target-wrong",
    "character-hidden",
    "question-unclear",
    "other",
  ],
  character_counting: [
    "wrong-count",
    "mark-misplaced",
    "target-wrong",
    "character-hidden",
    "question-unclear",
    "other",
  ],
};
