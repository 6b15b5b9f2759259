import type { TurnRole } from "./trajectory.js";

/** A turn before it is parsed: who wrote it and its text, role words and chat tokens left out. */
export interface TurnSlice {
  readonly role: TurnRole;
  readonly text: string;
}

export interface TurnSplit {
  readonly turns: readonly TurnSlice[];
  /** Places where `user` alone on a line is followed by the model's own text. */
  readonly suspectTurns: number;
}
