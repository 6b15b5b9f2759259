/** Names of the paper's task kinds, for every view that names some. */
export const taskKindStrings = {
  panel_understanding: "Panel Understanding",
  action_recognition: "Action Recognition",
  depth_comparison: "Depth Comparison",
  dialog_reordering: "Dialog Reordering",
  panel_reordering: "Panel Reordering",
  character_identification: "Character Identification",
  character_counting: "Character Counting",
} as const;
