import type { Box } from "../page/box.js";
import type { CropOutcome } from "../page/cropOutcome.js";

/** How a call's body is written. All but `plain` and `unlabelled` are what models get wrong. */
export type CallWriting = "plain" | "unlabelled" | "long-label" | "other-tool" | "box-as-text" | "broken-json";

export interface SimulatedCall {
  readonly thought: string;
  /** The numbers as written, in the behaviour's coordinate space. */
  readonly requested: Box;
  readonly label: string;
  readonly writing: CallWriting;
  /** What the tool does with it, in pixels of the image it crops from; null for a call that never reaches it. */
  readonly outcome: CropOutcome | null;
}

/** How a trajectory ends. */
export type Ending =
  | "answer"
  | "unclosed-think"
  | "double-think"
  | "double-answer"
  | "bare-text"
  | "two-answers"
  | "empty-answer"
  | "cut-thought"
  | "cut-answer"
  | "cut-call"
  | "no-output";

/** One response of the simulated policy. */
export interface SimulatedRollout {
  readonly calls: readonly SimulatedCall[];
  readonly thought: string;
  readonly ending: Ending;
  /** The text between the answer tags. */
  readonly answer: string;
  readonly isRight: boolean;
}
