import type { FactView } from "../../core/reward/factView.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RolloutSet, RolloutSource } from "../../protocol/reward/rolloutSet.js";

/** The facts of the rollouts of a set, in file order. Indexes count from 0 inside the set. */
export interface FactSet {
  readonly set: RolloutSet;
  readonly view: FactView;
  /** Indexes of each group's rollouts in file order; groups in the order of their first rollout. */
  readonly groups: readonly Int32Array[];
  /** Steps that have rollouts, ascending, with the indexes of each. */
  readonly steps: readonly { readonly step: number | null; readonly indexes: Int32Array }[];
  /** Key of a question index: equal in every run. */
  questionKeyOf(question: number): string;
  taskKindNameOf(taskKind: number): string;
  refOf(index: number): RolloutRef;
  byteOffsetOf(index: number): number;
  /** From 1, in file order within the group. */
  numberOf(index: number): number;
  /** The question's id, else the start of its text. Reads the row when nothing remembers it. */
  nameOf(index: number): Promise<string>;
  /** Rows of the set that could not be read as rollouts. */
  readonly unread: number;
}

/** Where facts come from: parsed once in worker threads, kept in columns, read again only when a file changed. */
export interface FactSource {
  sources(): readonly RolloutSource[];
  /**
   * Reads what is not known yet, with progress. Rejects with a `RewardCancelled` after `cancel`, and with an
   * `ExpectedError`-like value for a set that names nothing.
   */
  of(set: RolloutSet): Promise<FactSet>;
  cancel(): void;
}
