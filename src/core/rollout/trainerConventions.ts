import type { CoordinateSpace } from "../page/coordinateSpace.js";
import type { DialectTool } from "../page/dialectTool.js";
import type { DialectId } from "./dialectId.js";
import { dialects } from "./dialects.js";

/** What a format's own trainer or evaluation does with calls (formats.md 1.2, 1.3, 2). */
export interface CallConventions {
  /** Whose rules these are where a rollout tells nothing else. */
  readonly dialect: DialectId;
  /** Only a call with its closing tag is one. Where the stop string was stripped, none has it. */
  readonly needsClosingTag: boolean;
  /** Bodies go through Python's `eval`. */
  readonly allowsPython: boolean;
  /** Which call of a turn is executed when fewer replies than calls follow. */
  readonly executes: "first" | "last" | "all";
  /** The dump holds the tools' replies, so that a call without one was not executed. */
  readonly hasReplies: boolean;
  /** What the format's own tool does with a box. */
  readonly cropTool: DialectTool;
  /** The coordinate space in which that tool counts, taken where no evidence says otherwise. */
  readonly space: CoordinateSpace;
}

/** How a dump keeps what a loop of this dialect did: closing tags and replies are there, unless a format says otherwise. */
function conventionsOf(dialect: DialectId): CallConventions {
  const { allowsPython, executes, tool, space } = dialects[dialect];
  return { dialect, needsClosingTag: true, allowsPython, executes, hasReplies: true, cropTool: tool, space };
}

const verl = conventionsOf("verl");

/** The conventions of trainers and evaluations, for the formats that they write (`DumpFormat.conventions`). */
export const trainerConventions = {
  verl,
  deepeyes: conventionsOf("deepeyes"),
  deepeyesEvaluation: { ...conventionsOf("deepeyes-eval"), needsClosingTag: false },
  pixelReasoner: conventionsOf("pixel-reasoner"),
  miniO3: conventionsOf("mini-o3"),
  chainOfFocus: conventionsOf("chain-of-focus"),
  /** One answer without a tool behind it: what a tool would do is all there is to show. */
  answerAlone: { ...verl, needsClosingTag: false, hasReplies: false },
} as const satisfies Readonly<Record<string, CallConventions>>;
