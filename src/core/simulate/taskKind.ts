/** The boxed task kinds: those whose questions have target boxes. */
export type BoxedTaskKind =
  "panel_understanding" | "action_recognition" | "depth_comparison" | "character_identification" | "character_counting";
