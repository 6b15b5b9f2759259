import type { CoordinateSpace } from "../page/coordinateSpace.js";
import type { CropTool } from "../page/cropTool.js";

/** What a format's own trainer or evaluation does with calls (formats.md 1.2, 1.3, 2). */
export interface CallConventions {
  /** Only a call with its closing tag is one. Where the stop string was stripped, none has it. */
  readonly needsClosingTag: boolean;
  /** Bodies go through Python's `eval`. */
  readonly allowsPython: boolean;
  /** Which call of a turn is executed when fewer replies than calls follow. */
  readonly executes: "first" | "last";
  /** The dump holds the tools' replies, so that a call without one was not executed. */
  readonly hasReplies: boolean;
  /** What the format's own tool does with a box. */
  readonly cropTool: CropTool;
  /** The coordinate space in which that tool counts, taken where no evidence says otherwise. */
  readonly space: CoordinateSpace;
}

const verl: CallConventions = {
  needsClosingTag: true,
  allowsPython: false,
  executes: "first",
  hasReplies: true,
  cropTool: "verl",
  space: "model",
};

/** The conventions of trainers and evaluations, for the formats that they write (`DumpFormat.conventions`). */
export const trainerConventions = {
  verl,
  deepeyes: { ...verl, executes: "last", cropTool: "deepeyes", space: "page" },
  deepeyesEvaluation: { ...verl, needsClosingTag: false, allowsPython: true, cropTool: "pillow", space: "page" },
  /** One answer without a tool behind it: what a tool would do is all there is to show. */
  answerAlone: { ...verl, needsClosingTag: false, hasReplies: false },
} as const satisfies Readonly<Record<string, CallConventions>>;
