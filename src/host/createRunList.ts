import type * as vscode from "vscode";
import type { ContextKeys } from "./contextKeys.js";
import type { OpenTree } from "./openTree.js";
import { ListState } from "./listState.js";
import { Problems } from "./problems.js";
import { createRunAlarms } from "./reward/createRunAlarms.js";
import type { RunsWorker } from "./runsWorker.js";
import type { Settings } from "./settings.js";
import type { ShowFailure } from "./showFailure.js";
import { createMiniatureRuns } from "./simulate/createMiniatureRuns.js";
import { ListStatus } from "./tree/listStatus.js";
import { RunsTree } from "./tree/runsTree.js";
import { RunsView } from "./tree/runsView.js";
import { isInside } from "./view/isInside.js";

interface RunListParts {
  readonly context: vscode.ExtensionContext;
  readonly worker: RunsWorker;
  readonly settings: Settings;
  readonly keys: ContextKeys;
  readonly log: vscode.LogOutputChannel;
  readonly logError: (error: unknown) => void;
  readonly showFailure: ShowFailure;
  readonly trees: OpenTree;
}

/** The list of runs: its tree and view, what it is filtered by, what is laid over it and said beside it. */
export function createRunList({ context, worker, settings, keys, log, logError, showFailure, trees }: RunListParts) {
  const lists = new ListState(context.workspaceState, logError);
  const isAdded = (path: string) => settings.runFolders().some(folder => isInside(path, folder));
  const alarms = createRunAlarms(worker, context.workspaceState, log);
  const runs = createMiniatureRuns(context);
  const overlays = { alarmsOf: (run: string) => alarms.firing(run), miniatureOf: runs.look };
  const tree = new RunsTree(worker, lists, isAdded, overlays, showFailure);
  const runsView = new RunsView(tree, worker, { log, trees });
  const status = new ListStatus(runsView.view, worker, lists, keys, log);
  return { lists, alarms, runs, tree, runsView, status, problems: new Problems(worker, log) };
}
