/** The tools whose handling of a requested box is known, each from its source. */
export type CropTool = "verl" | "deepeyes" | "pillow";
