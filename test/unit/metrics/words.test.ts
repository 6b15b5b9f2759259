import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricsSeries } from "../../../src/core/rollout/metricsSeries.js";
import { metricsStateSchema } from "../../../src/protocol/metricsApi.js";
import { gapWords } from "../../../webview/metrics/gapWords.js";
import { lonelyPoints } from "../../../webview/metrics/lonelyPoints.js";
import { metricsTranslate } from "../../../webview/metrics/metricsTranslate.js";
import { plotData } from "../../../webview/metrics/plotData.js";
import { plotSteps } from "../../../webview/metrics/plotSteps.js";
import { tableRows } from "../../../webview/metrics/tableRows.js";
import { valueAt } from "../../../webview/metrics/valueAt.js";
import { valueText } from "../../../webview/metrics/valueText.js";
import { loggedRow } from "./loggedRows.js";

const t = metricsTranslate({});
const curves = metricsSeries([
  ...[NaN, 1, Infinity, -Infinity, null, "n/a"].map((loss, step) => loggedRow(step, { loss, lr: 1 })),
  loggedRow(6, { loss: 2, lr: 1 }),
  loggedRow(7, { lr: 1 }),
  loggedRow(8, { loss: 3, lr: 1 }),
]);
const resumed = metricsSeries([1, 2, 3, 4, 2].map((step, i) => loggedRow(step, { loss: i })));
const firstOf = ({ series }: typeof curves) => {
  const [first] = series;
  if (first === undefined) throw new Error("no series");
  return first;
};

describe("numbers of a curve", () => {
  it("are short in titles, with powers of ten where decimals would not fit", () => {
    expect([1.67196446875, 4280.3125, 0, -0.5, 1e-6, 2.08333e-6, 1234567].map(valueText.short)).toEqual([
      ...["1.672", "4280.31", "0", "−0.5", "1e−6", "2.083e−6", "1.235e6"],
    ]);
  });

  it("are whole in tables", () => {
    expect([1.67196446875, -2e-9, 1e21].map(valueText.full)).toEqual(["1.67196446875", "−2e−9", "1e21"]);
  });

  it("have the same decimals at all marks of an axis", () => {
    expect(valueText.ticks([0, 0.5, 1], 0.5)).toEqual(["0.0", "0.5", "1.0"]);
    expect(valueText.ticks([-20, 0, 20], 20)).toEqual(["−20", "0", "20"]);
    expect(valueText.ticks([0, 0.025, 0.05], 0.025)).toEqual(["0.000", "0.025", "0.050"]);
    expect(valueText.ticks([0, 2.5e-6, 5e-6], 2.5e-6)).toEqual(["0", "2.5e−6", "5e−6"]);
    expect(valueText.ticks([0, 200_000], 200_000)).toEqual(["0", "200000"]);
    expect(valueText.ticks([0, 2e6], 2e6)).toEqual(["0", "2e6"]);
  });

  it("never read alike at two marks of an axis", () => {
    const axis = fc.record({
      first: fc.integer({ min: -2000, max: 2000 }),
      unit: fc.constantFrom(1, 2, 2.5, 5),
      power: fc.integer({ min: -9, max: 6 }),
    });
    fc.assert(
      fc.property(axis, ({ first, unit, power }) => {
        const increment = unit * 10 ** power;
        const marks = [0, 1, 2, 3].map(i => (first + i) * increment);
        expect(new Set(valueText.ticks(marks, increment)).size).toBe(4);
      }),
    );
  });
});

describe("what interrupts a curve", () => {
  it("is counted by kind", () => {
    expect(gapWords(firstOf(curves), t)).toEqual([
      ...["1 not a number", "2 infinite", "1 null", "1 text", "1 not logged"],
    ]);
  });

  it("is told under the pointer, and none of it reads like a number", () => {
    const texts = [0, 1, 2, 3, 4, 5, 7].map(step => valueAt(firstOf(curves), curves.steps, step, t));
    expect(texts).toEqual([
      "NaN at step 0",
      "1 at step 1",
      "Infinity at step 2",
      "−Infinity at step 3",
      "null at step 4",
      "“n/a” at step 5",
      "not logged at step 7",
    ]);
    expect(valueAt(firstOf(curves), curves.steps, null, t)).toBe("3 at step 8");
    expect(valueAt(firstOf(metricsSeries([loggedRow(1, { loss: null })])), [1], null, t)).toBe("no number so far");
  });
});

describe("the lines of a plot", () => {
  it("have no value where there is no number, never 0", () => {
    const [, line] = plotData(firstOf(curves), curves.steps, plotSteps(curves, false), false);
    const none = undefined;
    expect(line).toEqual([none, 1, none, none, none, none, 2, none, 3]);
  });

  it("have one more for each list of replaced values, over all steps of both", () => {
    const axis = plotSteps(resumed, true);
    expect(plotSteps(resumed, false)).toEqual([1, 2]);
    expect(plotData(firstOf(resumed), resumed.steps, axis, true)).toEqual([
      [1, 2, 3, 4],
      [0, 4, undefined, undefined],
      [undefined, 1, 2, 3],
    ]);
  });

  it("put a dot at a value that no line reaches", () => {
    const { breaks } = firstOf(curves);
    const [steps, line = []] = plotData(firstOf(curves), curves.steps, curves.steps, false);
    expect(breaks).toEqual([
      [1, 6],
      [6, 8],
    ]);
    expect(lonelyPoints(steps, line, breaks)).toEqual([1, 6, 8]);
    expect(lonelyPoints([1, 2, 3], [1, 2, 3], [[1, 2]])).toEqual([0]);
    expect(lonelyPoints([1, 2], [1, 2], [])).toEqual([]);
  });

  it("reach every value, or put a dot there", () => {
    const values = fc.array(fc.option(fc.integer(), { freq: 2 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, logged => {
        const some = metricsSeries(logged.map((loss, step) => loggedRow(step, { loss })));
        const { breaks, values: own } = firstOf(some);
        const isJoined = (from: number, to: number) =>
          typeof own[from] === "number" && typeof own[to] === "number" && !breaks.some(([step]) => step === from);
        const expected = own.flatMap((value, step) =>
          value === null || isJoined(step - 1, step) || isJoined(step, step + 1) ? [] : [step],
        );
        expect(lonelyPoints(some.steps, own, breaks)).toEqual(expected);
      }),
    );
  });
});

describe("the rows of a table", () => {
  it("say what stands in place of a number", () => {
    const rows = tableRows(firstOf(curves), curves.steps, false, t);
    expect(rows.map(({ step, text }) => `${step} ${text}`)).toEqual([
      ...["0 NaN", "1 1", "2 Infinity", "3 −Infinity", "4 null", "5 “n/a”", "6 2", "8 3"],
    ]);
  });

  it("have replaced values before those that hold", () => {
    const rows = tableRows(firstOf(resumed), resumed.steps, true, t);
    expect(rows.map(({ step, text }) => `${step} ${text}`)).toEqual([
      ...["1 0", "2 1 (replaced)", "2 4", "3 2 (replaced)", "4 3 (replaced)"],
    ]);
  });
});

describe("the remembered state", () => {
  const state = {
    file: "/runs/a/metrics.jsonl",
    selected: ["loss"],
    filter: "lo",
    zoom: { min: 3, max: 9.5 },
    tables: [],
    showsReplaced: true,
  };

  it("comes back as it was, and is dropped when it is not what the view writes", () => {
    expect(metricsStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
    for (const broken of [null, {}, { ...state, zoom: 1 }, { ...state, selected: [1] }])
      expect(metricsStateSchema.safeParse(broken).success).toBe(false);
  });
});
