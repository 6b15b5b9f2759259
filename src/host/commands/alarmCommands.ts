import * as vscode from "vscode";
import type { Alarm } from "../../protocol/reward/curvesApi.js";
import type { RunNode, TreeNode } from "../../protocol/treeNode.js";
import { pickAlarm } from "../reward/pickAlarm.js";
import { pickEvidence } from "../reward/pickEvidence.js";
import type { RunAlarms } from "../reward/runAlarms.js";
import type { StrategiesPanels } from "../reward/strategiesPanels.js";
import { t } from "../t.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";

type Services = Pick<CommandServices, "tree" | "runsView" | "worker" | "panels"> & {
  readonly alarms: RunAlarms;
  readonly strategies: StrategiesPanels;
};

/** The command that looks for alarms in a run: of the item it is given, of the selected one, of the only run, else of one picked. */
export function alarmCommands(services: Services): CommandHandlers<"loupe.checkAlarms"> {
  return {
    "loupe.checkAlarms": async argument => {
      const run = await runOf(services, argument);
      if (run === undefined) return;
      const alarms = await checked(services, run);
      if (alarms === "cancelled") return;
      if (alarms === null) vscode.window.setStatusBarMessage(t("This run has no training steps."), 4000);
      else await show(services, run, alarms);
    },
  };
}

async function runOf({ tree, runsView, worker }: Services, argument: unknown): Promise<RunNode | undefined> {
  let node: TreeNode | null = typeof argument === "string" ? await tree.nodeOf(argument) : await runsView.selection();
  while (node !== null && node.kind !== "run") node = node.parent === null ? null : await tree.nodeOf(node.parent);
  if (node !== null) return node;
  const roots = await (await worker.api()).children({ id: null, query: tree.queryOf(null) });
  const runs = roots.filter(root => root.kind === "run");
  const [only] = runs;
  if (runs.length < 2) return only;
  const items = runs.map(run => ({ label: run.name, detail: run.path, run }));
  return (await vscode.window.showQuickPick(items, { placeHolder: t("Alarms of which run?") }))?.run;
}

/** Reading a long run for the first time takes a while, and can be stopped. */
function checked({ alarms, worker }: Services, run: RunNode): Promise<readonly Alarm[] | null | "cancelled"> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t("Looking for alarms in {0}", run.name),
    cancellable: true,
  };
  const look = async (_: unknown, token: vscode.CancellationToken) => {
    const stop = token.onCancellationRequested(() => {
      worker
        .api()
        .then(api => api.cancelReward(null))
        .catch(() => undefined);
    });
    try {
      return await alarms.check(run.path);
    } catch (error) {
      if (token.isCancellationRequested) return "cancelled";
      throw error;
    } finally {
      stop.dispose();
    }
  };
  return Promise.resolve(vscode.window.withProgress(options, look));
}

async function show({ panels, strategies }: Services, run: RunNode, alarms: readonly Alarm[]): Promise<void> {
  const alarm = await pickAlarm(alarms, run.name);
  const choice = alarm === undefined ? undefined : await pickEvidence(alarm);
  if (choice === undefined) return;
  if (choice.kind === "rollout") await panels.open(choice.ref);
  else strategies.open({ run: run.path, phase: "training", folder: null, from: null, to: null });
}
