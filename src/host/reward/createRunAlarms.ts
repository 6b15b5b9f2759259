import * as vscode from "vscode";
import { writeNodeId } from "../../node/runs/nodeId.js";
import type { Alarm } from "../../protocol/reward/curvesApi.js";
import type { RunsWorker } from "../runsWorker.js";
import { t } from "../t.js";
import { AlarmMemory } from "./alarmMemory.js";
import { alarmSentences } from "./alarmSentences.js";
import { RunAlarms } from "./runAlarms.js";

/** The alarms of runs; new ones of a run that grows are told once, with their list one click away. */
export function createRunAlarms(worker: RunsWorker, memento: vscode.Memento, log: vscode.LogOutputChannel): RunAlarms {
  const ask = async (run: string, alarms: readonly Alarm[]) => {
    const show = t("Show Alarms");
    const sentence = alarms.map(alarm => alarmSentences.line(alarm, t)).join(" ");
    const chosen = await vscode.window.showWarningMessage(sentence, show);
    if (chosen === show) await vscode.commands.executeCommand("loupe.checkAlarms", writeNodeId(["run", run]));
  };
  const tell = (run: string, alarms: readonly Alarm[]) => {
    ask(run, alarms).catch((error: unknown) => log.error("an alarm could not be told", String(error)));
  };
  return new RunAlarms({ worker, memory: new AlarmMemory(memento), log, tell });
}
