import { describe, expect, it } from "vitest";
import { defaultAlarmRules } from "../../../src/core/reward/alarmRules.js";
import { findAlarms } from "../../../src/core/reward/findAlarms.js";
import type { Measure } from "../../../src/core/reward/rolloutMeasures.js";
import type { StepTally } from "../../../src/core/reward/stepTally.js";
import { behaviourOf } from "../../../src/node/sample/faults.js";
import { firingAfter } from "../../alarms/firesAt.js";
import { madeTallies } from "../../alarms/madeRun.js";

/** Rules were set on runs of seeds from 1001 on; these are others. */
const seeds = Array.from({ length: 20 }, (_, at) => at + 1);
const steps = 60;
/** Steps that an untrained model may take to find its feet. */
const untilStep = 20;

const run = (seed: number, firstCall: number | null) =>
  madeTallies(seed, behaviourOf({ kind: "healthy", firstCall }), steps);

function mean(tallies: readonly StepTally[], measure: Measure): number {
  const sums = tallies.map(({ measures }) => measures.get(measure));
  return sums.reduce((sum, one) => sum + (one?.y ?? 0), 0) / sums.reduce((sum, one) => sum + (one?.w ?? 0), 0);
}

describe("a healthy made run", () => {
  it.each(seeds)("of seed %d fires no alarm after step 20", seed => {
    const tallies = run(seed, null);
    expect(firingAfter(tallies, findAlarms(tallies, defaultAlarmRules, []), untilStep)).toEqual([]);
  });

  it("looks like training: rewards and boxes get better, and every alarm can be judged", () => {
    const tallies = run(1, null);
    const [early, late] = [tallies.slice(0, 5), tallies.slice(-5)];
    expect(mean(late, "reward")).toBeGreaterThan(1.8 * mean(early, "reward"));
    expect(mean(late, "found")).toBeGreaterThan(2 * mean(early, "found"));
    expect(findAlarms(tallies, defaultAlarmRules, []).map(({ finding }) => finding.state)).not.toContain("silent");
  });
});

describe("a healthy made run with a rare first call", () => {
  it.each(seeds)("of seed %d fires no alarm after step 20", seed => {
    const tallies = run(seed, 0.03);
    expect(firingAfter(tallies, findAlarms(tallies, defaultAlarmRules, []), untilStep)).toEqual([]);
  });

  it("begins with a few calls in a hundred rollouts and ends with as many as are wanted", () => {
    const tallies = run(1, 0.03);
    expect(mean(tallies.slice(0, 2), "callShare")).toBeLessThan(0.1);
    expect(mean(tallies.slice(-5), "callShare")).toBeGreaterThan(0.7);
  });
});
