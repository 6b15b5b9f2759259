import type { PackedFacts } from "../../core/reward/packedFacts.js";
import type { FactTask, JoinAnswer, JoinRequest } from "./factTask.js";

/** Finds the questions of rows; on the thread that holds the datasets. */
export type AskJoins = (requests: readonly JoinRequest[]) => Promise<readonly JoinAnswer[]>;

/** Who reads the rows of tasks. */
export interface FactCrew {
  /** As many tasks as are worth having under way. */
  readonly width: number;
  /** Null for a task that was cancelled. Rejects when nobody can read it. */
  run(task: FactTask, ask: AskJoins): Promise<PackedFacts | null>;
  /** Ends what is under way, within some rows. What is run afterwards is not concerned. */
  cancel(): void;
  dispose(): Promise<void>;
}
