import { tableText } from "../../core/reward/tableText.js";
import type { CopyFormat, StrategiesHostApi, StrategiesInit } from "../../protocol/reward/strategiesViewApi.js";
import * as vscode from "vscode";
import { problemSentence } from "../tree/problemSentence.js";
import { t } from "../t.js";
import { copiedRollouts, type CopiedRollouts } from "./copiedRollouts.js";
import { copyCutSentence } from "./copyCutSentence.js";
import { evidenceRows } from "./evidenceRows.js";
import type { StrategiesServices } from "./strategiesServices.js";

type Computed =
  | "sources"
  | "strategies"
  | "strategyTable"
  | "pushedRollouts"
  | "foresee"
  | "rewardCurves"
  | "behindPoint"
  | "alarms"
  | "evidence"
  | "cancel";

/** The calls that the worker answers. It checks again that what is asked for is a set of rollouts it knows. */
function computed(services: StrategiesServices): Pick<StrategiesHostApi, Computed> {
  const { worker } = services;
  return {
    sources: async () => (await worker.api()).rewardSources(null),
    strategies: async params => {
      const { strategies, asLogged, problems } = await (await worker.api()).strategies(params);
      return { strategies, asLogged, problems: problems.map(problem => problemSentence(problem, t)) };
    },
    strategyTable: async params => (await worker.api()).strategyTable(params),
    pushedRollouts: async params => (await worker.api()).pushedRollouts(params),
    foresee: async params => (await worker.api()).foresee(params),
    rewardCurves: async params => (await worker.api()).rewardCurves(params),
    behindPoint: async params => (await worker.api()).behindPoint(params),
    alarms: async params => {
      const alarms = await (await worker.api()).alarms(params);
      await services.noteAlarms(params.set, alarms);
      return alarms;
    },
    evidence: async ({ refs }) => {
      const api = await worker.api();
      return evidenceRows(refs, ref => api.open({ ref }));
    },
    cancel: async () => (await worker.api()).cancelReward(null),
  };
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(t("Copied."), 3000);
}

/** Copies a list, and says so where it is longer than what is copied. */
async function copyList({ table, total }: CopiedRollouts, format: CopyFormat): Promise<void> {
  await copy(tableText[format](table));
  const cut = copyCutSentence(table.rows.length, total, t);
  if (cut !== null) void vscode.window.showWarningMessage(cut);
}

/**
 * What the webview may call; serve it with `strategiesHostSchemas`. The webview is not trusted: a file that it names is
 * opened only by the worker, and only when it is one of the runs'.
 */
export function strategiesHost(services: StrategiesServices, ready: () => StrategiesInit): StrategiesHostApi {
  const { worker, log } = services;
  return {
    ...computed(services),
    ready: () => Promise.resolve(ready()),
    copyText: ({ text }) => copy(text),
    copyPushed: async ({ format, ...query }) => {
      const api = await worker.api();
      const page = (offset: number, count: number) => api.pushedRollouts({ ...query, offset, count });
      await copyList(await copiedRollouts.pushed(page), format);
    },
    copyBehind: async ({ format, ...query }) => {
      const api = await worker.api();
      const page = (offset: number, count: number) => api.behindPoint({ ...query, offset, count });
      await copyList(await copiedRollouts.behind(page), format);
    },
    openRollout: ({ ref }) => services.openBeside(ref),
    diff: ({ ref, before, after, estimator }) =>
      services.rewardDocuments.diff({ ref, strategy: before, estimator }, { ref, strategy: after, estimator }),
    editStrategies: async () => {
      await vscode.commands.executeCommand("workbench.action.openSettingsJson", {
        revealSetting: { key: "loupe.strategies", edit: true },
      });
    },
    addDataset: () => begun(() => services.addDataset()),
    openMetrics: () => begun(() => services.openMetrics()),
    log: ({ level, message }) => begun(() => log[level]("strategies", message)),
  };
}

/** Begins what nobody waits for. */
function begun(begin: () => void): Promise<void> {
  begin();
  return Promise.resolve();
}
