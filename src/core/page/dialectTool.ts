import type { CropTool } from "./cropTool.js";

/** Every zoom tool whose handling of a box is known: those that evaluations can run themselves, and those of other projects. */
export type DialectTool =
  | CropTool
  | "deepeyes-v5"
  | "focus"
  | "focus-eval"
  | "pixel-reasoner"
  | "pixel-reasoner-zoom"
  | "verl-tool"
  | "mini-o3"
  | "qwen-agent"
  | "point-window"
  /** Nothing is told of a box: the model describes what it wants to see. */
  | "described";
