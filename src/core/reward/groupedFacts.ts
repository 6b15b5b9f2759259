import type { FactView } from "./factView.js";

/** Rollouts with their groups and steps: indexes into the view, in file order. A set of facts is one (`FactSet`). */
export interface GroupedFacts {
  readonly view: FactView;
  /** Groups in the order of their first rollout. A group is of one step. */
  readonly groups: readonly Int32Array[];
  readonly steps: readonly { readonly step: number | null; readonly indexes: Int32Array }[];
}
