import type { Tag } from "./tag.js";
import type { TurnRole } from "./trajectory.js";

/** A turn before it is parsed: who wrote it and its text, role words and chat tokens left out. */
export interface TurnSlice {
  readonly role: TurnRole;
  /** Each run of image tokens, its opening and closing token included, is one `<image>`. */
  readonly text: string;
  /** How many image tokens were in it. */
  readonly imageTokens: number;
  /** Images in it that open and do not close, less those that close and do not open (`ImageRun.unclosed`). */
  readonly unclosedImages: number;
  /** The tags in the text, in order. */
  readonly tags: readonly Tag[];
}

export interface TurnSplit {
  readonly turns: readonly TurnSlice[];
  /** Places where `user` alone on a line is followed by the model's own text. */
  readonly suspectTurns: number;
}
