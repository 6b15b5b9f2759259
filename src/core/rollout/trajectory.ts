import type { DialectGuess } from "./dialectId.js";
import type { Tag } from "./tag.js";
import type { ZoomCall } from "./zoomCall.js";

/** Who wrote a turn. `unsure`: the text after a bare `user` line that no tool reply or chat token confirms (formats.md 1.2). */
export type TurnRole = "model" | "tool" | "user" | "unsure";

/** What is wrong with a part, where it is. */
export type PartProblem =
  | "unclosed-think"
  | "unclosed-call"
  | "unclosed-answer"
  | "unopened-think"
  | "unopened-call"
  | "unopened-answer"
  | "bad-call"
  | "empty-answer";

/** A stretch of a turn. `start`/`end` are UTF-16 offsets into the turn's text, tags included. */
export type TurnPart = { readonly start: number; readonly end: number; readonly problem: PartProblem | null } & (
  | { readonly kind: "think"; readonly text: string }
  /** `call` is the index into `Trajectory.calls`; a call of another tool than a zoom tool is in that list too. */
  | { readonly kind: "call"; readonly text: string; readonly call: number }
  | { readonly kind: "reply"; readonly text: string; readonly isError: boolean; readonly isTruncated: boolean }
  | { readonly kind: "answer"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
);

export interface Turn {
  /** From 0. */
  readonly index: number;
  readonly role: TurnRole;
  /** The turn's whole text; visual tokens that a format repeats are collapsed to one `<image>` with their count kept in `imageTokens`. */
  readonly text: string;
  readonly imageTokens: number;
  readonly parts: readonly TurnPart[];
}

/** Why a trajectory is taken for cut off (formats.md 1.2: the trainer does not record it, so it is inferred). */
export type CutReason = "unclosed-tag" | "no-answer-after-calls" | "call-without-reply" | "no-answer";

/** A rollout's turns, parsed. Never throws: what cannot be parsed is text with a problem. */
export interface Trajectory {
  readonly turns: readonly Turn[];
  /** The tags of each turn's text, in order. */
  readonly tags: readonly (readonly Tag[])[];
  /** Images that open and do not close, less those that close and do not open; 0 where image tokens were dropped. */
  readonly unclosedImages: number;
  /** Every call of any tool in model turns, in order. */
  readonly calls: readonly ZoomCall[];
  /** Whose way of calling it is, by which the calls were read and are placed. */
  readonly dialect: DialectGuess;
  /** Openings of calls in the model's turns, and of replies anywhere, whether they were closed or not. */
  readonly callOpenings: number;
  readonly replyOpenings: number;
  /** Places where `user` alone on a line is followed by the model's own text. */
  readonly suspectTurns: number;
  /** The text of the last `<answer>` after the last `</think>`, or null; formats with an answer of their own give it instead. */
  readonly answer: string | null;
  readonly cut: CutReason | null;
}
