import type { Audits } from "./audit/audits.js";
import type { ReviewPanels } from "./benchmark/reviewPanels.js";
import type { BenchmarkPanels } from "./benchmark/benchmarkPanels.js";
import type { BenchmarkTree } from "./benchmark/benchmarkTree.js";
import type { EvaluationPanels } from "./evaluation/evaluationPanels.js";
import type { EvaluationTree } from "./evaluation/evaluationTree.js";
import type { DistilPanels } from "./distil/distilPanels.js";
import type { MappingEditor } from "./benchmark/mappingEditor.js";
import type { ComparePanels } from "./compare/comparePanels.js";
import type { JobServices } from "./jobs/jobServices.js";
import type { LaunchEditor } from "./launch/launchEditor.js";
import type { LinesEditor } from "./lines/linesEditor.js";
import type { ListState } from "./listState.js";
import type { MetricsPanels } from "./metrics/metricsPanels.js";
import type { RunAlarms } from "./reward/runAlarms.js";
import type { StrategiesPanels } from "./reward/strategiesPanels.js";
import type { ComparisonEditor } from "./simulate/comparisonEditor.js";
import type { MiniatureRuns } from "./simulate/miniatureRuns.js";
import type { RunsWorker } from "./runsWorker.js";
import type { RunsTree } from "./tree/runsTree.js";
import type { RunsView } from "./tree/runsView.js";
import type { RolloutPanels } from "./view/rolloutPanels.js";

/** What in-host tests reach; given out only when VS Code runs tests. */
export interface TestApi {
  readonly tree: RunsTree;
  readonly runsView: RunsView;
  readonly panels: RolloutPanels;
  readonly curves: MetricsPanels;
  readonly strategies: StrategiesPanels;
  readonly compared: ComparePanels;
  readonly reviews: ReviewPanels;
  readonly benchmarkTree: BenchmarkTree;
  readonly benchmarkPanels: BenchmarkPanels;
  readonly mappings: MappingEditor;
  readonly evaluationTree: EvaluationTree;
  readonly evaluationPanels: EvaluationPanels;
  readonly distilPanels: DistilPanels;
  readonly alarms: RunAlarms;
  readonly audits: Audits;
  readonly worker: RunsWorker;
  readonly lists: ListState;
  readonly linesEditor: LinesEditor;
  readonly jobParts: JobServices;
  readonly forms: LaunchEditor;
  readonly miniatures: MiniatureRuns;
  readonly comparisons: ComparisonEditor;
}
