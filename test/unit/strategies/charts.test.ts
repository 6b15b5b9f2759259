import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CurveName } from "../../../src/core/reward/curveName.js";
import { curveNames } from "../../../src/core/reward/curveName.js";
import type { Alarm, MetricCurve, RewardCurve, RewardCurves } from "../../../src/protocol/reward/curvesApi.js";
import { chartData } from "../../../webview/strategies/chartData.js";
import { chartKinds, chartOf } from "../../../webview/strategies/chartKinds.js";
import { chartLines } from "../../../webview/strategies/chartLines.js";
import { chartView } from "../../../webview/strategies/chartView.js";

const curve = (name: CurveName, set: number, values: readonly (number | null)[], first = 1): RewardCurve => {
  const steps = values.map((_, i) => first + i);
  return { curve: name, set, source: "logged", steps, x: steps, values, n: values.map(() => 8) };
};
const curvesOf = (curves: readonly RewardCurve[], breaks: readonly (readonly number[])[] = []): RewardCurves => ({
  names: ["a", "b"],
  curves,
  metrics: [],
  breaks,
  align: "step",
  origins: [1, 1],
});
const kind = (id: string) => {
  const found = chartKinds.find(one => one.id === id);
  if (found === undefined) throw new Error(`no chart ${id}`);
  return found;
};
const breaksOf = (id: string, curves: RewardCurves) => chartLines(kind(id), curves)[0]?.breaks;

describe("a line", () => {
  it("is interrupted where a value is missing", () => {
    expect(breaksOf("right", curvesOf([curve("right", 0, [1, null, null, 2, 3])]))).toEqual([[1, 4]]);
  });

  it("of what is paid is interrupted where the rule changes, others are not", () => {
    const both = curvesOf([curve("reward", 0, [1, 1, 2, 2]), curve("right", 0, [1, 1, 2, 2])], [[3]]);
    expect(breaksOf("reward", both)).toEqual([[2, 3]]);
    expect(breaksOf("right", both)).toEqual([]);
  });

  it("without any value is left out", () => {
    expect(chartLines(kind("right"), curvesOf([curve("right", 0, [null, null])]))).toEqual([]);
  });

  it("joins no two values across a missing one, whatever is missing", () => {
    const value = fc.option(fc.double({ min: -5, max: 5, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), values => {
        const breaks = breaksOf("right", curvesOf([curve("right", 0, values)])) ?? [];
        for (const [from, to] of breaks) expect(values.slice(from, to - 1).every(one => one === null)).toBe(true);
        const holes = values.slice(1).filter((one, i) => one === null && values[i] !== null).length;
        const endsOpen = values.at(-1) === null && values.some(one => one !== null) ? 1 : 0;
        expect(breaks).toHaveLength(holes - endsOpen);
      }),
    );
  });
});

describe("a chart", () => {
  it("of one curve has a line for each run, of several curves only the chosen run's", () => {
    const curves = curvesOf([
      ...[curve("right", 0, [1]), curve("right", 1, [2])],
      ...[curve("iou1", 0, [1]), curve("iou1", 1, [1]), curve("found", 0, [1])],
    ]);
    expect(chartLines(kind("right"), curves).map(({ set }) => set)).toEqual([0, 1]);
    expect(chartLines(kind("ious"), curves).map(one => [one.set, one.curve])).toEqual([
      [0, "iou1"],
      [0, "found"],
    ]);
  });

  it("has the trainer's own series of the same figure beside it", () => {
    const metric: MetricCurve = {
      ...{ name: "critic/score/mean", set: 0, means: "reward", steps: [1], x: [1], values: [2] },
    };
    const other: MetricCurve = { ...metric, means: "right" };
    const curves = { ...curvesOf([curve("reward", 0, [1])]), metrics: [metric, other] };
    expect(chartLines(kind("reward"), curves).map(one => one.metric)).toEqual([null, "critic/score/mean"]);
  });

  it("puts runs of different length on one axis", () => {
    const lines = chartLines(kind("right"), curvesOf([curve("right", 0, [1, 2]), curve("right", 1, [5, null, 7], 2)]));
    expect(chartData(lines)).toEqual([
      [1, 2, 3, 4],
      [1, 2, undefined, undefined],
      [undefined, 5, undefined, 7],
    ]);
  });

  it("exists for every curve", () => {
    expect(curveNames.filter(name => !kind(chartOf(name)).curves.includes(name))).toEqual([]);
  });
});

describe("the charts on show", () => {
  const alarm: Alarm = {
    ...{ id: "page-boxes", state: "fires", silence: null, step: 2, lastStep: 3, values: {}, evidence: [] },
    curve: "pageShare",
  };

  it("are those of alarms too, until a person chooses", () => {
    const ids = (chosen: readonly string[] | null, state: Alarm["state"]) =>
      chartView.shown(chosen, [{ ...alarm, state }], null).map(({ id }) => id);
    expect(ids(null, "fires")).toContain("pageShare");
    expect(ids(null, "quiet")).not.toContain("pageShare");
    expect(ids(["calls"], "fires")).toEqual(["calls"]);
  });

  it("leave out suggested ones without a line, and keep what was chosen", () => {
    const curves = curvesOf([curve("right", 0, [1])]);
    expect(chartView.shown(null, [], curves).map(({ id }) => id)).toEqual(["right"]);
    expect(chartView.shown(["calls"], [], curves).map(({ id }) => id)).toEqual(["calls"]);
  });

  it("draw what only the trainer logs for every run", () => {
    const tokens = (set: number): MetricCurve => ({
      ...{ name: "response_length/mean", set, means: "responseTokens", steps: [1], x: [1], values: [200] },
    });
    const lines = chartLines(kind("responseTokens"), { ...curvesOf([]), metrics: [tokens(0), tokens(1)] });
    expect(lines.map(({ set }) => set)).toEqual([0, 1]);
  });

  it("have an alarm's triangle on the chosen run's line, at its step", () => {
    const curves = curvesOf([curve("pageShare", 0, [0.1, 0.4]), curve("pageShare", 1, [0, 0])]);
    const lines = chartLines(kind("pageShare"), curves);
    expect(chartView.alarmPlaces(lines, [alarm])).toEqual([{ place: 2, value: 0.4 }]);
    expect(chartView.alarmPlaces(lines, [{ ...alarm, step: 9 }])).toEqual([]);
    expect(chartView.range(curves)).toEqual([1, 2]);
  });
});
