import type { RolloutFacts } from "./rolloutFacts.js";

/** What one row says by itself and its question's record: the facts of a rollout before it has a place in a set. */
export interface RowFacts extends Omit<RolloutFacts, "file" | "row" | "step" | "group" | "question"> {
  /** See `questionKeyOf`. */
  readonly questionKey: string;
  readonly taskKind: string | null;
}
