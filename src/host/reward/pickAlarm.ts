import * as vscode from "vscode";
import type { Alarm } from "../../protocol/reward/curvesApi.js";
import { t } from "../t.js";
import { alarmSentences } from "./alarmSentences.js";

interface AlarmItem extends vscode.QuickPickItem {
  readonly alarm: Alarm;
}

const icons: Readonly<Record<Alarm["state"], string>> = {
  fires: "$(warning)",
  quiet: "$(pass)",
  silent: "$(circle-slash)",
};

const order: readonly Alarm["state"][] = ["fires", "quiet", "silent"];

function stateWords({ state, step, lastStep }: Alarm): string {
  switch (state) {
    case "fires":
      return step === lastStep ? t("at step {0}", step ?? "") : t("steps {0} to {1}", step ?? "", lastStep ?? "");
    case "quiet":
      return t("quiet");
    case "silent":
      return t("cannot be judged");
  }
}

function itemOf(alarm: Alarm): AlarmItem {
  const rule = alarmSentences.rule(alarm, t);
  const found = alarmSentences.found(alarm, t);
  return {
    alarm,
    label: `${icons[alarm.state]} ${alarmSentences.name(alarm, t)}`,
    description: stateWords(alarm),
    detail: rule === null ? found : `${found} ${rule}`,
  };
}

/** Lists a run's alarms with their rules, those that fire first. Undefined when none that fires is chosen. */
export async function pickAlarm(alarms: readonly Alarm[], run: string): Promise<Alarm | undefined> {
  const items = order.flatMap(state => alarms.filter(alarm => alarm.state === state).map(itemOf));
  const firing = alarms.filter(({ state }) => state === "fires").length;
  const title =
    firing === 0 ? t("{0}: no alarm fires", run) : t("{0}: {1} of {2} alarms fire", run, firing, alarms.length);
  const placeHolder = firing === 0 ? t("Rules and what was measured") : t("Choose an alarm to see its rollouts");
  const options = { title, placeHolder, matchOnDetail: true };
  const chosen = (await vscode.window.showQuickPick(items, options))?.alarm;
  return chosen?.state === "fires" ? chosen : undefined;
}
