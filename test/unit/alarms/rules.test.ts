import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alarmIds } from "../../../src/core/reward/alarmId.js";
import { defaultAlarmRules, type AlarmRules } from "../../../src/core/reward/alarmRules.js";
import { alarmWindow } from "../../../src/core/reward/alarmWindow.js";
import { findAlarm, findAlarms } from "../../../src/core/reward/findAlarms.js";
import { addMeasureSums, noMeasureSums } from "../../../src/core/reward/measureSums.js";
import { readAlarmRules } from "../../../src/core/reward/readAlarmRules.js";
import { noPartSums } from "../../../src/core/reward/partSums.js";
import { measures, type Measure } from "../../../src/core/reward/rolloutMeasures.js";
import type { StepTally } from "../../../src/core/reward/stepTally.js";
import { behaviourOf } from "../../../src/node/sample/faults.js";
import { madeTallies } from "../../alarms/madeRun.js";

/** A step in which every group of eight has the same value; `spread` moves groups up and down in turn. */
function stepOf(step: number, values: Partial<Record<Measure, number>>, groups = 16, spread = 0): StepTally {
  const found = measures.flatMap(measure => {
    const value = values[measure];
    if (value === undefined) return [];
    const sums = Array.from({ length: groups }, (_, at) => {
      const y = 8 * (value + (at % 2 === 0 ? spread : -spread));
      return { n: 8, groups: 1, w: 8, y, ww: 64, wy: 8 * y, yy: y * y };
    });
    return [[measure, sums.reduce(addMeasureSums, noMeasureSums)] as const];
  });
  return { step, rollouts: 8 * groups, measures: new Map(found), parts: new Map(), ignoresAccuracy: false };
}

const run = (values: readonly number[], measure: Measure, groups = 16, spread = 0) =>
  values.map((value, at) => stepOf(at + 1, { [measure]: value }, groups, spread));

const stateOf = (id: (typeof alarmIds)[number], tallies: readonly StepTally[], rules: AlarmRules = defaultAlarmRules) =>
  findAlarm(id, tallies, rules, []).state;

const steady = (value: number, steps: number) => Array.from({ length: steps }, () => value);

describe("windows", () => {
  it("take more steps together where steps are small, up to four times as many", () => {
    const tallies = run(steady(0.5, 12), "cutShare", 2);
    const size = { window: 3, minRollouts: 64 };
    expect(alarmWindow(tallies, "cutShare", 11, size)).toMatchObject({ first: 8, last: 11, n: 64 });
    expect(alarmWindow(tallies, "cutShare", 11, { window: 1, minRollouts: 80 })).toBeNull();
  });

  it("have the standard error of independent groups, not of independent rollouts", () => {
    const tallies = run([0.5], "cutShare", 16, 0.5);
    // Sixteen groups that are wholly 0 or 1: s = sqrt(0.25 · 16 / 15), over sqrt(16).
    const found = alarmWindow(tallies, "cutShare", 0, { window: 1, minRollouts: 1 });
    expect(found?.se).toBeCloseTo(Math.sqrt((0.25 * 16) / 15 / 16), 10);
  });
});

describe("an alarm", () => {
  it("with too few rollouts is silent and says how many it has and needs", () => {
    const few = run([0, 0.9, 0.9], "cutShare", 2);
    expect(findAlarm("cut-share", few, defaultAlarmRules, [])).toEqual({
      state: "silent",
      silence: "too-few-rollouts",
      values: { rollouts: 48, minRollouts: 64, within: 12, steps: 3 },
    });
  });

  it("of which no rollout has a value is silent for that reason, and so is one that is switched off", () => {
    const tallies = run(steady(0.1, 5), "reward");
    expect(findAlarm("giant-boxes", tallies, defaultAlarmRules, [])).toMatchObject({ silence: "no-values" });
    const off = readAlarmRules({ "cut-share": { on: false } });
    expect(findAlarm("cut-share", run(steady(0.9, 9), "cutShare"), off, [])).toMatchObject({ silence: "switched-off" });
    expect(findAlarm("cut-share", run([0.9, 0.9], "cutShare"), defaultAlarmRules, [])).toMatchObject({
      silence: "too-few-steps",
    });
  });

  it("does not fire for a change that groups may show by chance", () => {
    const values = [...steady(0.2, 6), ...steady(0.4, 6)];
    expect(stateOf("cut-share", run(values, "cutShare", 16, 0.01))).toBe("fires");
    expect(stateOf("cut-share", run(values, "cutShare", 16, 0.39))).toBe("quiet");
  });

  it("about a share waits for a rise at first, and needs none once the grace is over", () => {
    expect(stateOf("page-boxes", run(steady(0.5, 20), "pageShare"))).toBe("quiet");
    const found = findAlarm("page-boxes", run(steady(0.5, 24), "pageShare"), defaultAlarmRules, []);
    expect(found).toMatchObject({ state: "fires", at: 20, until: 23 });
  });

  it("about a share is quiet while an untrained model loses the habit", () => {
    const falling = Array.from({ length: 40 }, (_, at) => 0.54 * Math.exp(-at / 12));
    expect(stateOf("page-boxes", run(falling, "pageShare"))).toBe("quiet");
  });

  it("about zooms is quiet where there were hardly any to lose", () => {
    expect(stateOf("zoom-collapse", run([...steady(0.04, 6), ...steady(0, 6)], "wantedCall"))).toBe("quiet");
    expect(stateOf("zoom-collapse", run([...steady(0.12, 6), ...steady(0.01, 6)], "wantedCall"))).toBe("fires");
    expect(stateOf("zoom-collapse", run([...steady(0.5, 6), ...steady(0.2, 6)], "wantedCall"))).toBe("fires");
  });

  it("about the second zoom is quiet when the first one falls with it", () => {
    const both = (first: number, second: number, from: number) =>
      Array.from({ length: 6 }, (_, at) => stepOf(from + at, { firstOfTwo: first, secondOfTwo: second }));
    expect(stateOf("second-zoom-decays", [...both(0.7, 0.6, 1), ...both(0.7, 0.2, 7)])).toBe("fires");
    expect(stateOf("second-zoom-decays", [...both(0.7, 0.6, 1), ...both(0.3, 0.2, 7)])).toBe("quiet");
  });

  it("about the answer's length sees growth, and no shortening", () => {
    expect(stateOf("length-drift", run([...steady(10, 5), ...steady(60, 5)], "answerChars"))).toBe("fires");
    expect(stateOf("length-drift", run([...steady(60, 5), ...steady(10, 5)], "answerChars"))).toBe("quiet");
    expect(stateOf("length-drift", run([...steady(3, 5), ...steady(9, 5)], "answerChars"))).toBe("quiet");
  });
});

describe("the alarm about format", () => {
  const step = (at: number, format: number, accuracy: number, found: number) =>
    stepOf(at, { format, accuracy, found, reward: format + accuracy + found });
  const rise = (accuracy: number, found: number) => [
    ...Array.from({ length: 18 }, (_, at) => step(at + 1, 0.5, 0.4, 0.2)),
    ...Array.from({ length: 8 }, (_, at) => step(at + 19, 0.9, 0.4 + accuracy, 0.2 + found)),
  ];

  it("is quiet when right answers or the wanted view rise beside it, as they do early in training", () => {
    expect(stateOf("format-only", rise(0, 0))).toBe("fires");
    expect(stateOf("format-only", rise(0.2, 0))).toBe("quiet");
    expect(stateOf("format-only", rise(0, 0.2))).toBe("quiet");
  });

  it("compares no further back than the last change of the rule", () => {
    expect(findAlarm("format-only", rise(0, 0), defaultAlarmRules, [19])).toMatchObject({
      state: "silent",
      silence: "too-few-steps",
    });
    expect(findAlarm("format-only", rise(0, 0), defaultAlarmRules, [2]).state).toBe("fires");
  });
});

describe("the alarm about one part", () => {
  const parts = (accuracyVaries: boolean) =>
    new Map([
      ["format", noPartSums],
      ["accuracy", accuracyVaries ? { n: 128, pp: 20, tt: 30, pt: 0.1 } : { ...noPartSums, n: 128 }],
      ["toolCount", { n: 128, pp: 30, tt: 30, pt: 29.9 }],
      ["toolAccuracy", { n: 128, pp: 5, tt: 30, pt: 2 }],
    ] as const);
  const counting = (accuracyVaries: boolean, ignoresAccuracy: boolean) =>
    Array.from({ length: 6 }, (_, at) => ({
      ...stepOf(at + 1, { reward: 1, accuracy: accuracyVaries ? 0.4 : 0 }),
      parts: parts(accuracyVaries),
      ignoresAccuracy,
    }));

  it("fires when nothing is ever right, and not in a warm start that pays for no right answer", () => {
    expect(stateOf("one-part-carries", counting(false, true))).toBe("fires");
    expect(stateOf("one-part-carries", counting(true, false))).toBe("fires");
    expect(stateOf("one-part-carries", counting(true, true))).toBe("quiet");
  });
});

describe("what is said of a run", () => {
  const tallies = madeTallies(1003, behaviourOf({ kind: "fault", name: "page-boxes" }), 34);
  const whole = findAlarms(tallies, defaultAlarmRules, []);

  it("of its past stays as it is while it grows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 34 }), length => {
        const early = findAlarms(tallies.slice(0, length), defaultAlarmRules, []);
        early.forEach(({ finding }, at) => {
          const later = whole[at]?.finding;
          if (finding.state === "fires") expect(later).toMatchObject({ state: "fires", at: finding.at });
          if (finding.state === "quiet" && later?.state === "fires")
            expect(later.at).toBeGreaterThanOrEqual(length - 1);
        });
      }),
      { numRuns: 34 },
    );
  });

  it("names the numbers of the rule beside what was measured", () => {
    const found = whole.find(({ id }) => id === "page-boxes")?.finding;
    const values = found?.state === "fires" ? found.judgement.values : {};
    expect(values).toMatchObject({ window: 3, minRollouts: 64, atLeast: 0.3, rise: 0.15, grace: 20 });
    expect(values["value"]).toBeGreaterThan(0.3);
  });
});

describe("rules from the settings", () => {
  it("lie over the defaults, one by one", () => {
    const rules = readAlarmRules({ "cut-share": { atLeast: 0.5 }, "page-boxes": { window: 9 } });
    expect(rules["cut-share"]).toEqual({ ...defaultAlarmRules["cut-share"], atLeast: 0.5 });
    expect(rules["page-boxes"].window).toBe(9);
    expect(rules["zoom-collapse"]).toEqual(defaultAlarmRules["zoom-collapse"]);
  });

  it.each([null, 7, [], { "cut-share": { atLeast: 3 } }, { "cut-share": { atLest: 0.1 } }, { "cut-share": "often" }])(
    "that are none (%j) leave the defaults",
    written => {
      expect(readAlarmRules(written)).toEqual(defaultAlarmRules);
    },
  );
});

it("sums of nothing are a gap, not a 0", () => {
  expect(alarmWindow([stepOf(1, {})], "reward", 0, { window: 1, minRollouts: 1 })).toBeNull();
});
