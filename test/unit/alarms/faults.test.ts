import { describe, expect, it } from "vitest";
import { alarmIds } from "../../../src/core/reward/alarmId.js";
import { defaultAlarmRules } from "../../../src/core/reward/alarmRules.js";
import { findAlarms } from "../../../src/core/reward/findAlarms.js";
import { behaviourOf, troubleFrom } from "../../../src/node/sample/faults.js";
import { firesAt } from "../../alarms/firesAt.js";
import { madeTallies } from "../../alarms/madeRun.js";

/** Rules were set on runs of seeds from 1001 on; these are others. */
const seed = 5;

describe("a made run with a fault", () => {
  it.each(alarmIds)("%s: the alarm fires at the step at which the fault begins, give or take two", id => {
    const tallies = madeTallies(seed, behaviourOf({ kind: "fault", name: id }), troubleFrom + 6);
    const found = findAlarms(tallies, defaultAlarmRules, []);
    const step = firesAt(tallies, found, id);
    expect(step).not.toBeNull();
    expect(Math.abs((step ?? 0) - troubleFrom)).toBeLessThanOrEqual(2);
    // No alarm was there before.
    for (const other of alarmIds) expect(firesAt(tallies, found, other) ?? Infinity).toBeGreaterThan(troubleFrom - 2);
  });

  it("that takes its time still fires the alarm, within the ten steps that it takes", () => {
    const tallies = madeTallies(seed, behaviourOf({ kind: "fault", name: "no-zoom" }), 26);
    const step = firesAt(tallies, findAlarms(tallies, defaultAlarmRules, []), "zoom-collapse");
    expect(step).toBeGreaterThanOrEqual(12);
    expect(step).toBeLessThanOrEqual(22);
  });
});
