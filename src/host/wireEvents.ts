import * as vscode from "vscode";
import type { Audits } from "./audit/audits.js";
import type { ComparePanels } from "./compare/comparePanels.js";
import type { ContextKeys } from "./contextKeys.js";
import type { ListState } from "./listState.js";
import type { MetricsPanels } from "./metrics/metricsPanels.js";
import type { Problems } from "./problems.js";
import type { OwnRewards } from "./reward/ownRewards.js";
import type { RunAlarms } from "./reward/runAlarms.js";
import type { StrategiesPanels } from "./reward/strategiesPanels.js";
import type { RunsWorker } from "./runsWorker.js";
import type { Settings } from "./settings.js";
import type { ShowFailure } from "./showFailure.js";
import { t } from "./t.js";
import type { ListStatus } from "./tree/listStatus.js";
import type { RunsTree } from "./tree/runsTree.js";
import type { RunsView } from "./tree/runsView.js";
import type { TreeNode } from "../protocol/treeNode.js";
import type { RolloutPanels } from "./view/rolloutPanels.js";

interface Parts {
  readonly worker: RunsWorker;
  readonly settings: Settings;
  readonly keys: ContextKeys;
  readonly lists: ListState;
  readonly tree: RunsTree;
  readonly runsView: RunsView;
  readonly status: ListStatus;
  readonly problems: Problems;
  readonly panels: RolloutPanels;
  readonly curves: MetricsPanels;
  readonly strategies: StrategiesPanels;
  readonly compared: ComparePanels;
  readonly alarms: RunAlarms;
  readonly audits: Audits;
  readonly ownRewards: OwnRewards;
  readonly showFailure: ShowFailure;
}

/** Who hears of what: the worker's news, the selection, filters and settings. */
export function wireEvents(parts: Parts): vscode.Disposable {
  const { worker, settings, keys, lists, tree, runsView, status, problems, panels, curves, showFailure } = parts;
  const configure = () => {
    keys.set("loupe.hasAddedFolders", settings.runFolders().length > 0);
    worker.configure().catch((error: unknown) => showFailure(t("The settings could not be applied."), error));
  };
  keys.set("loupe.hasAddedFolders", settings.runFolders().length > 0);
  return vscode.Disposable.from(
    worker.onEvent(event => {
      if (event.kind === "changed") tree.refresh(event.ids);
      status.take(event);
      problems.take(event);
      panels.take(event);
      curves.take(event);
      parts.strategies.take(event);
      parts.ownRewards.take(event);
      parts.compared.take(event);
      parts.audits.take(event);
      parts.alarms.take(event);
    }),
    parts.alarms.onDidChange(run => tree.refreshRun(run)),
    tree.onDidReadRoots(nodes => status.rootsRead(nodes)),
    lists.onDidChange(() => {
      tree.refresh([null]);
      status.filtersChanged();
      panels.listsChanged();
    }),
    runsView.onDidSelect(node => follow(node, parts)),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration("loupe")) configure();
      if (change.affectsConfiguration("loupe.audit")) parts.audits.again();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(configure),
    vscode.workspace.onDidGrantWorkspaceTrust(configure),
  );
}

function follow(node: TreeNode, { panels, curves, showFailure }: Parts): void {
  if (node.kind === "metrics")
    curves.follow(node.file).catch((error: unknown) => showFailure(t("The curves could not be read."), error));
  if (node.kind !== "rollout" && node.kind !== "malformed" && node.kind !== "zoomCall") return;
  const call = node.kind === "zoomCall" ? node.call : null;
  panels.follow(node.ref, call).catch((error: unknown) => showFailure(t("The rollout could not be read."), error));
}
