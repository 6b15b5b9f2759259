/** The seven task kinds of AI4VA-FG (paper, Table 2), as datasets name them. */
export const taskKinds = [
  "panel_understanding",
  "action_recognition",
  "depth_comparison",
  "dialog_reordering",
  "panel_reordering",
  "character_identification",
  "character_counting",
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** The reordering kinds have no target boxes, so that region-aware RL cannot train on them (paper, section 5.1). */
export const taskKindsWithoutTargets: readonly TaskKind[] = ["dialog_reordering", "panel_reordering"];
