import type { FactView } from "../reward/factView.js";

/** The rollouts of one side of a comparison, with the names of their questions and task kinds. */
export interface SideFacts {
  readonly view: FactView;
  /** Equal for one question in every run. */
  readonly questionKeyOf: (question: number) => string;
  readonly taskKindNameOf: (taskKind: number) => string;
}
