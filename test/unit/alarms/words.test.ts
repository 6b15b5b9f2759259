import { describe, expect, it } from "vitest";
import * as z from "zod";
import { alarmIds } from "../../../src/core/reward/alarmId.js";
import { alarmRulesSchema, defaultAlarmRules } from "../../../src/core/reward/alarmRules.js";
import { findAlarm, watched } from "../../../src/core/reward/findAlarms.js";
import { concernsRun } from "../../../src/host/reward/concernsRun.js";
import { alarmSentences } from "../../../src/host/reward/alarmSentences.js";
import { faceOf } from "../../../src/host/tree/faceOf.js";
import { writeNodeId } from "../../../src/node/runs/nodeId.js";
import { behaviourOf } from "../../../src/node/sample/faults.js";
import type { Alarm, AlarmSilence } from "../../../src/protocol/reward/curvesApi.js";
import { madeTallies } from "../../alarms/madeRun.js";
import { english } from "../host/english.js";
import { treeNodes } from "../host/treeNodes.js";
import { readProjectJson } from "../house/projectFiles.js";

/** An alarm that fires, with the values that its rule really gives. */
function firingAlarm(id: Alarm["id"]): Alarm {
  const tallies = madeTallies(1009, behaviourOf({ kind: "fault", name: id }), 28);
  const finding = findAlarm(id, tallies, defaultAlarmRules, []);
  if (finding.state !== "fires") throw new Error(`${id} does not fire`);
  const { curve } = watched[id];
  const { values } = finding.judgement;
  return { id, state: "fires", silence: null, step: 25, lastStep: 28, values, evidence: [], curve };
}

const alarms = alarmIds.map(firingAlarm);
const alarmOf = (id: Alarm["id"]) => alarms.find(alarm => alarm.id === id) ?? firingAlarm(id);

describe("an alarm's sentences", () => {
  it.each(alarmIds)("%s: say what was found and the rule, with every number", id => {
    const said = [alarmSentences.found(alarmOf(id), english), alarmSentences.rule(alarmOf(id), english) ?? ""];
    for (const sentence of said) {
      expect(sentence).not.toMatch(/[{}]|–|undefined|NaN/);
      expect(sentence).toMatch(/\d/);
    }
  });

  it("name the numbers as people write them", () => {
    const cut: Alarm = {
      ...alarmOf("cut-share"),
      values: { ...alarmOf("cut-share").values, value: 0.314, lowest: 0.02 },
    };
    expect(alarmSentences.line(cut, english)).toBe(
      "More rollouts are cut off (from step 25): 31 % of the rollouts are cut off, after 2 % at the least.",
    );
    expect(alarmSentences.rule(cut, english)).toBe(
      "Fires when 25 % or more of the rollouts of 3 steps are cut off, and that is 15 points above the lowest value so far or 20 steps have passed. It has to hold at 2 steps in a row.",
    );
  });

  it("name the part that carries the reward", () => {
    expect(alarmSentences.found(alarmOf("one-part-carries"), english)).toMatch(/^The number of zooms explains/);
  });

  const silences: readonly AlarmSilence[] = ["too-few-rollouts", "too-few-steps", "no-values", "switched-off"];
  it.each(silences)("say why one is silent: %s", silence => {
    const values = { rollouts: 12, minRollouts: 64, steps: 2, within: 12 };
    const alarm: Alarm = { ...alarmOf("cut-share"), state: "silent", silence, values, step: null, lastStep: null };
    expect(alarmSentences.found(alarm, english)).not.toMatch(/[{}]|undefined/);
    expect(alarmSentences.rule(alarm, english)).toBeNull();
  });
});

describe("a run's item", () => {
  it("warns of alarms, and says each with its step to eyes and ears", () => {
    const face = faceOf(treeNodes.run({ alarms: [alarmOf("page-boxes"), alarmOf("cut-share")] }), english);
    expect(face.description).toBe("2 alarms · step 40");
    expect(face.icon.id).toBe("warning");
    expect(face.tooltip.join("\n")).toMatch(/Whole-page boxes \(from step 25\)/);
    expect(face.spoken).toMatch(/More rollouts are cut off \(from step 25\)/);
  });

  it("is as it was where no alarm fires", () => {
    expect(faceOf(treeNodes.run({ alarms: [] }), english)).toEqual(faceOf(treeNodes.run(), english));
  });
});

describe("changed items", () => {
  it("concern the run whose folder holds what they name, and all runs where the list itself changed", () => {
    const step = writeNodeId(["step", "/data/a/rollouts", 7, 0]);
    expect(concernsRun([step], "/data/a")).toBe(true);
    expect(concernsRun([step], "/data/ab")).toBe(false);
    expect(concernsRun([writeNodeId(["run", "/data/a"])], "/data/a")).toBe(true);
    expect(concernsRun([null], "/data/b")).toBe(true);
    expect(concernsRun([], "/data/a")).toBe(false);
  });
});

describe("the setting loupe.alarms", () => {
  const rule = z.object({ properties: z.record(z.string(), z.looseObject({ default: z.unknown() })) });
  const setting = z.object({ properties: z.record(z.string(), rule) });
  const manifest = z.object({
    contributes: z.object({ configuration: z.object({ properties: z.looseObject({ "loupe.alarms": setting }) }) }),
  });
  const { properties } = manifest.parse(readProjectJson("package.json")).contributes.configuration.properties[
    "loupe.alarms"
  ];
  const checked = z
    .object({ properties: z.record(z.string(), z.object({ properties: z.record(z.string(), z.looseObject({})) })) })
    .parse(z.toJSONSchema(alarmRulesSchema)).properties;

  it.each(alarmIds)("offers every number of %s with its bounds and its default", id => {
    const defaults = new Map<string, unknown>(Object.entries(defaultAlarmRules[id]));
    const offered = properties[id]?.properties ?? {};
    expect(Object.keys(offered)).toEqual(
      [...defaults.keys()].sort((a, b) => keys(id).indexOf(a) - keys(id).indexOf(b)),
    );
    for (const [name, { default: usual, description, ...bounds }] of Object.entries(offered)) {
      expect(usual).toEqual(defaults.get(name));
      expect(bounds).toEqual(checked[id]?.properties[name]);
      expect(description).toBe(`%setting.alarms.${name}%`);
    }
  });

  const keys = (id: string) => Object.keys(checked[id]?.properties ?? {});
});
