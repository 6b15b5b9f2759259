import type { TaskKind } from "../taskKinds.js";

export type TaskSpan = "single" | "multi";
export type TaskLevel = "understanding" | "recognition";

/** Where the paper puts the task kinds (3.1 and Table 2): over how many panels a question goes, and what it asks for. */
export const taskTraits: Readonly<Record<TaskKind, { readonly span: TaskSpan; readonly level: TaskLevel }>> = {
  panel_understanding: { span: "single", level: "understanding" },
  action_recognition: { span: "single", level: "recognition" },
  depth_comparison: { span: "single", level: "recognition" },
  dialog_reordering: { span: "multi", level: "understanding" },
  panel_reordering: { span: "multi", level: "understanding" },
  character_identification: { span: "multi", level: "recognition" },
  character_counting: { span: "multi", level: "recognition" },
};
