import * as vscode from "vscode";
import { Audits } from "./host/audit/audits.js";
import { ReviewPanels } from "./host/benchmark/reviewPanels.js";
import { createBenchmarks } from "./host/benchmark/createBenchmarks.js";
import { allCommands } from "./host/commands/allCommands.js";
import { registerCommands } from "./host/commands/registerCommands.js";
import { ComparePanels } from "./host/compare/comparePanels.js";
import { createCompareServices } from "./host/compare/createCompareServices.js";
import { ContextKeys } from "./host/contextKeys.js";
import { createDistil } from "./host/distil/createDistil.js";
import { createEvaluations } from "./host/evaluation/createEvaluations.js";
import { EvaluationList } from "./host/evaluation/evaluationList.js";
import { createShowFailure } from "./host/createShowFailure.js";
import { createViewServices } from "./host/createViewServices.js";
import { openWindowJobs } from "./host/jobs/openWindowJobs.js";
import { createLines } from "./host/lines/createLines.js";
import { registerLinkHandler } from "./host/links/registerLinkHandler.js";
import { MetricsPanels } from "./host/metrics/metricsPanels.js";
import { createStrategiesServices } from "./host/reward/createStrategiesServices.js";
import { OwnRewards } from "./host/reward/ownRewards.js";
import { RewardDocuments } from "./host/reward/rewardDocuments.js";
import { StrategiesPanels } from "./host/reward/strategiesPanels.js";
import { RowDocuments } from "./host/rowDocuments.js";
import { registerTools } from "./host/tools/registerTools.js";
import { RunsWorker } from "./host/runsWorker.js";
import { Settings } from "./host/settings.js";
import { createMiniatures } from "./host/simulate/createMiniatures.js";
import { SpaceMemory } from "./host/spaceMemory.js";
import type { TestApi } from "./host/testApi.js";
import { trajectoryLanguage } from "./host/documents/trajectoryLanguage.js";
import { RolloutPanels } from "./host/view/rolloutPanels.js";
import { ViewFocus } from "./host/view/viewFocus.js";
import { createFinders } from "./host/createFinders.js";
import { createRunList } from "./host/createRunList.js";
import { openers, type Openers } from "./host/openers.js";
import { createLaunching } from "./host/launch/createLaunching.js";
import { wireEvents } from "./host/wireEvents.js";

/** Composition root: builds the parts, wires them, registers them. Nothing is read before it is asked for. */
export function activate(context: vscode.ExtensionContext, held: Openers = openers): TestApi | undefined {
  const { extension, subscriptions, workspaceState } = context;
  const log = vscode.window.createOutputChannel("Rollout Loupe", { log: true });
  const showFailure = createShowFailure(log);
  const logError = (error: unknown) => log.error("saving or telling VS Code failed", String(error));

  const keys = new ContextKeys(logError);
  const spaces = new SpaceMemory(workspaceState);
  const jobs = openWindowJobs(context, log);
  const evaluationList = new EvaluationList(workspaceState);
  const otherFolders = () => [...jobs.jobs().flatMap(({ localFolder }) => localFolder ?? []), ...evaluationList.opened];
  const settings = new Settings(context.globalStorageUri.fsPath, () => spaces.all(), otherFolders);
  const worker = new RunsWorker(context.asAbsolutePath("dist/worker.js"), () => settings.forRuns(), log, showFailure);

  const shared = { worker, settings, keys, log, showFailure, trees: held.trees };
  const { lists, alarms, runs, tree, runsView, status, problems } = createRunList({ ...shared, context, logError });

  const documents = new RowDocuments(worker, held.texts);
  const focus = new ViewFocus(keys);
  const audits = new Audits(worker, settings, log);
  const parts = {
    ...{ ...shared, extension, spaces, focus, tree, runsView, documents },
    ...{ audits, ...createFinders(shared) },
  };
  const viewServices = createViewServices(parts);
  const panels = new RolloutPanels(viewServices);
  const curves = new MetricsPanels(parts);
  const lines = createLines(context, { ...parts, panels });
  const rewardDocuments = new RewardDocuments(worker, held.texts);
  const strategies = new StrategiesPanels(
    createStrategiesServices({ ...parts, alarms, rewardDocuments, panels, viewServices }),
  );
  const ownRewards = new OwnRewards({ worker, strategies, log, showFailure });
  const compared = new ComparePanels(createCompareServices({ ...parts, panels, viewServices }));
  const reviews = new ReviewPanels(parts);
  const benchmarks = createBenchmarks(context, parts);
  const evaluations = createEvaluations(context, { ...parts, panels, evaluationList });
  const distil = createDistil(context, { ...parts, ...benchmarks, ...evaluations, panels });

  const launching = createLaunching({ ...parts, jobs, status, context });
  const simulating = createMiniatures(context, runs, parts);

  const ofRuns = { lists, panels, curves, strategies, compared, reviews, alarms, ownRewards, viewServices };
  const ofOthers = { ...launching, ...simulating, ...evaluations, ...benchmarks, ...distil, ...lines };
  const services = { ...parts, ...ofRuns, ...ofOthers };
  const events = wireEvents({ ...services, status, problems });
  subscriptions.push(log, worker, lists, tree, runsView, status, problems, documents, panels, curves, events);
  subscriptions.push(audits, rewardDocuments, strategies, compared, reviews, alarms, ownRewards, launching, simulating);
  const commands = registerCommands(allCommands(services), action => panels.active?.act(action), showFailure);
  subscriptions.push(parts.golden, parts.searchView, registerLinkHandler(services), registerTools(worker, extension));
  subscriptions.push(trajectoryLanguage(), lines, distil, benchmarks, evaluations, commands);
  return context.extensionMode === vscode.ExtensionMode.Test
    ? { ...services, jobParts: launching, forms: launching.forms }
    : undefined;
}
