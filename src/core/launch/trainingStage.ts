import type { PlannedStage } from "./runPlan.js";
import type { TaskKind } from "../benchmark/taskKinds.js";
import type { TrainingPhase } from "./trainingPhase.js";

/** A stage of a verl run: fresh optimiser and loader, from the merged weights of the stage before. */
export interface TrainingStage extends PlannedStage {
  readonly steps: number;
  readonly tasks: readonly TaskKind[];
  readonly phases: readonly TrainingPhase[];
}
