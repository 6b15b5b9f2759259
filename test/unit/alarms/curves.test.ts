import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisOrigin, axisPlace } from "../../../src/core/reward/curveAxis.js";
import { pointShares, rankShares } from "../../../src/core/reward/behindPoint.js";
import { curveGroup } from "../../../src/core/reward/curveFactsOf.js";
import { curveNames, type CurveName } from "../../../src/core/reward/curveName.js";
import { isGiantBox } from "../../../src/core/reward/isGiantBox.js";
import { metricMeaning } from "../../../src/core/reward/metricMeaning.js";
import { measureOf } from "../../../src/core/reward/rolloutMeasures.js";
import type { RolloutFacts } from "../../../src/core/reward/rolloutFacts.js";
import { spanBreaks } from "../../../src/core/reward/spanBreaks.js";
import { stepCurve } from "../../../src/core/reward/stepCurves.js";
import { tallyStep } from "../../../src/core/reward/stepTally.js";
import { writtenBreaks } from "../../../src/core/reward/writtenBreaks.js";
import { healthyBehaviour } from "../../../src/core/simulate/behaviour.js";
import { madeFacts } from "../../alarms/madeRun.js";
import { factSetOf } from "../reward/factSetOf.js";

const facts = madeFacts(1007, healthyBehaviour, 4);
const logged = { format: "logged", accuracy: "logged", toolCount: "logged", toolAccuracy: "logged" } as const;
const nothing = () => ({ format: null, accuracy: null, toolCount: null, toolAccuracy: null });

function groupsOf(rollouts: readonly RolloutFacts[]) {
  const groups = [...new Set(rollouts.map(({ group }) => group))];
  return groups.map(group =>
    curveGroup(
      rollouts.filter(one => one.group === group),
      logged,
      nothing,
    ),
  );
}

const tallyOf = (step: number, rollouts: readonly RolloutFacts[]) => tallyStep(step, groupsOf(rollouts));
const ofStep = (step: number) => facts.filter(one => one.step === step);
const [first] = facts;
if (first === undefined) throw new Error("no rollouts were made");

const withReward = (total: RolloutFacts["logged"]["total"], group = 0): RolloutFacts => ({
  ...first,
  group,
  logged: { ...first.logged, total },
});

describe("a curve", () => {
  it("is the mean over the rollouts that have a value, and says of how many", () => {
    const rollouts = [
      withReward({ kind: "number", value: 1 }),
      withReward({ kind: "number", value: 4 }),
      withReward({ kind: "nan" }),
      withReward({ kind: "null" }),
      withReward({ kind: "absent" }),
      withReward({ kind: "text", text: "much" }),
      withReward({ kind: "infinity", sign: 1 }),
    ];
    const curve = stepCurve([tallyOf(1, rollouts)], "reward");
    expect(curve).toMatchObject({ steps: [1], values: [2.5], n: [2] });
  });

  it("has a gap where no rollout has a value, and where the dumps leave steps out", () => {
    const good = tallyOf(1, [withReward({ kind: "number", value: 2 })]);
    const bad = tallyOf(2, [withReward({ kind: "nan" })]);
    const later = [6, 7, 8, 9].map(step => ({ ...good, step }));
    const curve = stepCurve([good, bad, { ...good, step: 3 }, ...later], "reward");
    expect(curve.steps).toEqual([1, 2, 3, 4, 6, 7, 8, 9]);
    expect(curve.values).toEqual([2, null, 2, null, 2, 2, 2, 2]);
    expect(curve.n).toEqual([1, 0, 1, 0, 1, 1, 1, 1]);
  });

  it("of every tenth step has no gaps", () => {
    const good = tallyOf(0, [withReward({ kind: "number", value: 2 })]);
    const curve = stepCurve(
      [0, 10, 20, 30].map(step => ({ ...good, step })),
      "reward",
    );
    expect(curve.steps).toEqual([0, 10, 20, 30]);
  });

  it("of the share of flat groups counts groups, whatever their size", () => {
    const number = (value: number) => ({ kind: "number", value }) as const;
    const flat = [1, 1, 1].map(value => withReward(number(value), 1));
    const lively = [1, 2].map(value => withReward(number(value), 2));
    const unknown = [withReward(number(1), 3), withReward({ kind: "nan" }, 3)];
    const [value] = stepCurve([tallyOf(1, [...flat, ...lively, ...unknown])], "flatShare").values;
    expect(value).toBeCloseTo(0.5, 12);
  });

  it("of right answers counts an unparsed one as not right, as a comparison does, and leaves out what is unknown", () => {
    const outcomes = ["correct", "wrong", "wrong", "unparsed", "unknown"] as const;
    const tally = tallyOf(
      1,
      outcomes.map(outcome => ({ ...first, outcome })),
    );
    expect(stepCurve([tally], "right")).toMatchObject({ values: [0.25], n: [4] });
    expect(stepCurve([tally], "unparsedShare")).toMatchObject({ values: [0.25], n: [4] });
  });

  it("of calls that are refused is a share of calls, not a mean of shares", () => {
    const call = (isExecuted: boolean) => ({ requested: null, executed: null, isExecuted });
    const one = { ...first, calls: [call(false)], refused: 1 };
    const three = { ...first, calls: [call(true), call(true), call(true)], refused: 0 };
    expect(stepCurve([tallyOf(1, [one, three])], "refusedShare").values[0]).toBeCloseTo(0.25, 12);
  });

  it("of the wanted view takes rollouts without a call for 0, which IoU leaves out", () => {
    const box = [0, 0, 100, 100] as const;
    const hit = { ...first, ious: [1], found: 1, calls: [{ requested: box, executed: box, isExecuted: true }] };
    const none = { ...first, ious: [], found: 0, calls: [] };
    const tally = tallyOf(1, [hit, none, none, none]);
    expect(stepCurve([tally], "iou1")).toMatchObject({ values: [1], n: [1] });
    expect(stepCurve([tally], "found")).toMatchObject({ values: [0.25], n: [4] });
  });
});

describe("the axis", () => {
  it("counts from step 1, or from the first step of the last phase", () => {
    expect([1, 20].map(step => axisPlace(step, axisOrigin([17], "step")))).toEqual([1, 20]);
    expect([16, 17, 20].map(step => axisPlace(step, axisOrigin([9, 17], "last-phase")))).toEqual([0, 1, 4]);
    // A run that has one phase only is drawn from its own first step.
    expect(axisPlace(20, axisOrigin([], "last-phase"))).toBe(20);
  });
});

describe("the rollouts behind a point", () => {
  const groups = groupsOf(ofStep(3)).flat();
  const earlier = tallyOf(2, ofStep(2));
  const now = tallyOf(3, ofStep(3));

  it.each(curveNames)("have parts that sum to the change of %s from the step before", curve => {
    const [before = null, after = null] = [stepCurve([earlier], curve).values[0], stepCurve([now], curve).values[0]];
    if (before === null || after === null) {
      expect(["iou3", "iou4"]).toContain(curve);
      return;
    }
    const shares = pointShares(groups, curve, before);
    expect(shares.reduce((sum, { part }) => sum + (part ?? 0), 0)).toBeCloseTo(after - before, 9);
    expect(shares.map(({ value }) => value)).toEqual(groups.map(one => measureOf(one, curve)?.value ?? null));
  });

  it("are ranked by their part in the direction of the change, those without a value last", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: -5, max: 5, noNaN: true })), { minLength: 1, maxLength: 30 }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (values, before) => {
          const rollouts = values.map(value => ({
            facts: withReward(value === null ? { kind: "nan" } : { kind: "number", value }),
            parts: nothing(),
            groupSize: 1,
            isFlat: null,
          }));
          const shares = pointShares(rollouts, "reward", before);
          const change = shares.reduce((sum, { part }) => sum + (part ?? 0), 0);
          const order = rankShares(shares);
          expect([...order].sort((a, b) => a - b)).toEqual(values.map((_, at) => at));
          const keys = order
            .map(at => shares[at]?.part ?? null)
            .map(part => (part === null ? -Infinity : part * (change < 0 ? -1 : 1)));
          for (let at = 1; at < keys.length; at++) expect(keys[at]).toBeLessThanOrEqual(keys[at - 1] ?? 0);
        },
      ),
    );
  });

  it("have no part at the first step, and are ranked by their value there", () => {
    const values: readonly number[] = [1, 3, 2];
    const rollouts = values.map(value => ({
      facts: withReward({ kind: "number", value }),
      parts: nothing(),
      groupSize: 1,
      isFlat: null,
    }));
    const shares = pointShares(rollouts, "reward", null);
    expect(shares.every(({ part }) => part === null)).toBe(true);
    expect(rankShares(shares)).toEqual([1, 2, 0]);
  });
});

describe("a change of the rule", () => {
  const steps = (phases: readonly (string | null)[]) =>
    factSetOf(phases.map((rulePhase, at) => ({ ...first, step: at + 1, group: at, row: at, rulePhase })));
  const breaksOf = (phases: readonly (string | null)[]) => {
    const set = steps(phases);
    return writtenBreaks(set.view, set.steps);
  };

  it("is where the rows name another phase than before", () => {
    expect(breaksOf(["warm", "warm", "full", "full"])).toEqual([3]);
    expect(breaksOf(["warm", "full", "warm"])).toEqual([2, 3]);
  });

  it("is none where rows say nothing", () => {
    expect(breaksOf([null, null, null])).toEqual([]);
    expect(breaksOf(["warm", null, "warm", null, "full"])).toEqual([5]);
  });

  it("is where a span of the audit begins, but for the first one", () => {
    expect(spanBreaks([{ from: 1 }, { from: 17 }, { from: null }])).toEqual([17]);
  });
});

describe("boxes", () => {
  const page = { width: 1000, height: 1000 };
  const target = [400, 400, 500, 500] as const;
  const call = (box: readonly [number, number, number, number], isExecuted = true) => ({
    requested: box,
    executed: isExecuted ? box : null,
    isExecuted,
  });

  it("are giant when they show a target by their mere size, short of the whole page", () => {
    expect(isGiantBox(call([300, 300, 600, 600]), page, [target])).toBe(true);
    expect(isGiantBox(call([390, 390, 510, 510]), page, [target])).toBe(false);
    expect(isGiantBox(call([0, 0, 390, 390]), page, [target])).toBe(false);
    expect(isGiantBox(call([0, 0, 1000, 1000]), page, [target])).toBe(false);
    expect(isGiantBox(call([300, 300, 600, 600], false), page, [target])).toBe(false);
    expect(isGiantBox({ requested: null, executed: null, isExecuted: true }, page, [target])).toBeNull();
  });

  it("that show two targets at once may be as large as both", () => {
    const two = [
      [0, 0, 100, 100],
      [100, 0, 200, 100],
    ] as const;
    expect(isGiantBox(call([0, 0, 200, 120]), page, two)).toBe(false);
  });
});

describe("a trainer's own metrics", () => {
  const cases: readonly (readonly [string, "training" | "validation", ReturnType<typeof metricMeaning>])[] = [
    ["critic/score/mean", "training", "reward"],
    ["critic/rewards/mean", "training", "reward"],
    ["reward", "training", "reward"],
    ["train/reward", "training", "reward"],
    ["rewards/format_reward/mean", "training", "format"],
    ["reward/acc", "training", "accuracy"],
    ["response_length/mean", "training", "responseTokens"],
    ["response_length/clip_ratio", "training", "cutShare"],
    ["completions/mean_length", "training", "responseTokens"],
    ["val-core/comics/acc/mean@1", "validation", "accuracy"],
    ["val-aux/comics/reward/mean@1", "validation", "reward"],
    ["val-core/comics/acc/mean@1", "training", null],
    ["critic/score/max", "training", null],
    ["actor/entropy", "training", null],
  ];
  it.each(cases)("%s in %s means %s", (name, phase, meaning) => {
    expect(metricMeaning(name, phase)).toBe(meaning);
  });
});

it("every curve but those of third zooms has a value in a made run", () => {
  const tally = tallyOf(4, ofStep(4));
  const empty = curveNames.filter(curve => stepCurve([tally], curve).values[0] === null);
  const rare: readonly CurveName[] = ["iou3", "iou4"];
  expect(empty.filter(curve => !rare.includes(curve))).toEqual([]);
});

describe("a curve of zooms that cannot be placed", () => {
  const tool = { kind: "targets", targets: [[0, 0, 9, 9]], expected: 1 } as const;
  const call = { requested: null, executed: null, isExecuted: true };
  const silent: RolloutFacts = { ...first, tool, calls: [], ious: [], found: 0 };
  const lost: RolloutFacts = { ...silent, calls: [call], ious: [], found: null };
  const seen: RolloutFacts = { ...silent, calls: [call], ious: [0.5], found: 0.5 };

  it("has a gap, not the 0 of those who did not zoom", () => {
    const tally = tallyOf(1, [silent, silent, lost]);
    expect(stepCurve([tally], "found")).toMatchObject({ values: [null], n: [0] });
    expect(stepCurve([tally], "callShare")).toMatchObject({ n: [3] });
  });

  it("leaves out a few", () => {
    const tally = tallyOf(1, [...Array.from({ length: 20 }, () => seen), lost]);
    expect(stepCurve([tally], "found")).toMatchObject({ values: [0.5], n: [20] });
    expect(stepCurve([tally], "iou1")).toMatchObject({ values: [0.5], n: [20] });
  });
});
