import type { FilterProblem } from "../core/filter/filterProblem.js";
import type { Outcome } from "../core/rollout/outcome.js";
import type { CutReason } from "../core/rollout/trajectory.js";
import type { RolloutRef } from "./rolloutRef.js";
import type { Phase } from "./treeNode.js";

/** A rollout that a query found, in a few words. Null: the row does not say, or it is malformed. */
export interface FoundRollout {
  readonly ref: RolloutRef;
  /** Of its item in the tree. */
  readonly nodeId: string;
  /** The run's folder; null for a file that belongs to none. */
  readonly run: string | null;
  readonly phase: Phase | null;
  readonly step: number | null;
  readonly score: number | null;
  /** Bytes of the response as stored. */
  readonly length: number | null;
  readonly outcome: Outcome | null;
  readonly zooms: number | null;
  readonly executed: number | null;
  readonly refused: number | null;
  /** Mean over its zoom calls. */
  readonly iou: number | null;
  readonly cut: CutReason | null;
  readonly questionId: string | null;
  /** In one line, cut; "" where nobody knows it. */
  readonly question: string;
  readonly isMalformed: boolean;
}

/** What is asked of the rollouts of all runs that are open. */
export interface RolloutsQuery {
  /** An expression and an order of the filter language; left out: everything, as in the files, the oldest step first. */
  readonly where?: string | undefined;
  readonly sort?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

export type RolloutsAnswer =
  | {
      readonly kind: "rollouts";
      readonly rollouts: readonly FoundRollout[];
      /** How many pass in all; null: the page was full before all were looked at, and there are more. */
      readonly matched: number | null;
    }
  | { readonly kind: "problem"; readonly of: "where" | "sort"; readonly problem: FilterProblem };
