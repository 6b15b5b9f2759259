import type { BenchmarkServices } from "../benchmark/benchmarkServices.js";
import type { FolderMemory } from "../folderMemory.js";
import type { JobServices } from "../jobs/jobServices.js";
import type { RunsTree } from "../tree/runsTree.js";
import type { RunsView } from "../tree/runsView.js";
import type { EvaluationPanels } from "./evaluationPanels.js";
import type { EvaluationViewServices } from "./evaluationViewServices.js";

/** What the commands about evaluations work on. */
export interface EvaluationServices
  extends BenchmarkServices, EvaluationViewServices, Pick<JobServices, "jobs" | "jobsTree" | "secrets"> {
  readonly evaluationPanels: EvaluationPanels;
  /**
   * At which address an evaluation was begun in this window, or "checkpoint:" and on which host: its own file names the host
   * alone, since an address may hold more than others should see. Keys are kept elsewhere.
   */
  readonly evaluationMemory: FolderMemory;
  readonly runsView: RunsView;
  readonly tree: RunsTree;
  /** The selected item of the Evaluations view. */
  readonly selectedEvaluation: () => string | null;
}
