import type { TaskKind } from "../taskKinds.js";

/** What a set must say of its pages for a task kind to be asked about them. */
export const annotationNeeds = [
  "panels",
  "panel-order",
  "characters",
  "actions",
  "depths",
  "identities",
  "balloons",
  "texts",
  "balloon-order",
  "written-pairs",
] as const;
export type AnnotationNeed = (typeof annotationNeeds)[number];

/** Facts: benchmark 2.2. The order of panels may be computed; that of balloons may follow from it. */
export const taskNeeds: Readonly<Record<TaskKind, readonly AnnotationNeed[]>> = {
  panel_understanding: ["panels", "panel-order", "written-pairs"],
  action_recognition: ["panels", "characters", "actions"],
  depth_comparison: ["panels", "characters", "depths"],
  dialog_reordering: ["panels", "balloons", "texts", "balloon-order"],
  panel_reordering: ["panels", "panel-order"],
  character_identification: ["panels", "characters", "identities"],
  character_counting: ["panels", "characters", "identities"],
};
