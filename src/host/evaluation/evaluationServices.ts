import type { BenchmarkServices } from "../benchmark/benchmarkServices.js";
import type { JobServices } from "../jobs/jobServices.js";
import type { RunsTree } from "../tree/runsTree.js";
import type { RunsView } from "../tree/runsView.js";
import type { EvaluationMemory } from "./evaluationMemory.js";
import type { EvaluationPanels } from "./evaluationPanels.js";
import type { EvaluationViewServices } from "./evaluationViewServices.js";

/** What the commands about evaluations work on. */
export interface EvaluationServices
  extends BenchmarkServices, EvaluationViewServices, Pick<JobServices, "jobs" | "jobsTree" | "secrets"> {
  readonly evaluationPanels: EvaluationPanels;
  readonly evaluationMemory: EvaluationMemory;
  readonly runsView: RunsView;
  readonly tree: RunsTree;
  /** The selected item of the Evaluations view. */
  readonly selectedEvaluation: () => string | null;
}
