import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MetricsCurves } from "../../../src/core/rollout/metricsCurves.js";
import { metricsSeries } from "../../../src/core/rollout/metricsSeries.js";
import { loggedRow } from "./loggedRows.js";

const named = (curves: MetricsCurves, name: string) => {
  const series = curves.series.find(one => one.name === name);
  if (series === undefined) throw new Error(`no series ${name}`);
  return series;
};
/** What a series holds, by step. */
const byStep = (curves: MetricsCurves, name: string): Readonly<Record<string, unknown>> => {
  const { at, values } = named(curves, name);
  return Object.fromEntries<unknown>(at.map((index, i) => [String(curves.steps[index]), values[i]]));
};

describe("the series of a metrics file", () => {
  it("are named as logged, in the order in which the file names them", () => {
    const curves = metricsSeries([
      loggedRow(1, { loss: 2, "critic/score/mean": 0.5 }),
      loggedRow(2, { lr: 1e-6, loss: 1 }),
    ]);
    expect(curves.series.map(({ name }) => name)).toEqual(["loss", "critic/score/mean", "lr"]);
    expect(byStep(curves, "loss")).toEqual({ 1: 2, 2: 1 });
    expect(byStep(curves, "lr")).toEqual({ 2: 1e-6 });
  });

  it("keep NaN, the infinities, null and text apart from numbers, and none becomes 0", () => {
    const logged = [NaN, Infinity, -Infinity, null, "n/a", 0];
    const curves = metricsSeries(logged.map((loss, step) => loggedRow(step, { loss })));
    expect(byStep(curves, "loss")).toEqual({ 0: null, 1: null, 2: null, 3: null, 4: null, 5: 0 });
    expect(named(curves, "loss").noNumbers.map(({ value }) => value.kind)).toEqual([
      "nan",
      "infinity",
      "infinity",
      "null",
      "text",
    ]);
  });

  it("leave out what is text in every row", () => {
    const curves = metricsSeries([loggedRow(1, { loss: 1, elapsed_time: "0:01:45" })]);
    expect(curves.series.map(({ name }) => name)).toEqual(["loss"]);
  });

  it("join what is logged at one step in several rows, as HF Trainer does for evaluations", () => {
    const curves = metricsSeries([
      loggedRow(100, { loss: 1, epoch: 0.5 }),
      loggedRow(100, { eval_loss: 1.2, epoch: 0.5 }),
      loggedRow(110, { loss: 0.9, epoch: 0.6 }),
    ]);
    expect(curves.steps).toEqual([100, 110]);
    expect(curves.seams).toEqual([]);
    expect(byStep(curves, "eval_loss")).toEqual({ 100: 1.2 });
    expect(curves.series.flatMap(({ replaced }) => replaced)).toEqual([]);
  });

  it("count rows without a step, which have no place", () => {
    const curves = metricsSeries([loggedRow(null, { loss: 3 }), loggedRow(1, { loss: 2 })]);
    expect(curves.rowsWithoutStep).toBe(1);
    expect(byStep(curves, "loss")).toEqual({ 1: 2 });
  });

  it("of an empty file are none", () => {
    expect(metricsSeries([])).toEqual({ steps: [], series: [], seams: [], rowsWithoutStep: 0 });
  });
});

describe("a curve", () => {
  const breaksOf = (logged: readonly (readonly [number, number | null])[]) =>
    named(metricsSeries(logged.map(([step, loss]) => loggedRow(step, { loss }))), "loss");

  it("is interrupted where a value is no number", () => {
    expect(
      breaksOf([
        [1, 5],
        [2, NaN],
        [3, 4],
        [4, 3],
      ]).breaks,
    ).toEqual([[1, 3]]);
  });

  it("is interrupted where a name that is logged at every step is left out", () => {
    const rows = [1, 2, 3, 4, 5].map(step => loggedRow(step, step === 3 ? { lr: 1 } : { lr: 1, loss: step }));
    const loss = named(metricsSeries(rows), "loss");
    expect(loss.breaks).toEqual([[2, 4]]);
    expect(loss.absent).toBe(1);
  });

  it("is interrupted where rows of the file are missing altogether", () => {
    const loss = breaksOf([1, 2, 3, 6, 7, 8].map(step => [step, step] as const));
    expect(loss.breaks).toEqual([[3, 6]]);
    expect(loss.absent).toBe(2);
  });

  it("that is logged at every tenth step is joined, the odd last step included", () => {
    const rows = Array.from({ length: 46 }, (_, step) =>
      loggedRow(step, step % 10 === 0 || step === 45 ? { loss: step, val: step } : { loss: step }),
    );
    const val = named(metricsSeries(rows), "val");
    expect(val.at).toEqual([0, 10, 20, 30, 40, 45]);
    expect(val.breaks).toEqual([]);
    expect(val.absent).toBe(0);
  });

  it("is joined where a run begins to log less often", () => {
    const steps = [1, 2, 3, 4, 5, 6, 16, 26, 36, 46, 56];
    expect(breaksOf(steps.map(step => [step, step] as const)).breaks).toEqual([]);
  });

  it("without a number has no breaks", () => {
    const steps = [1, 2, 3].map(step => [step, null] as const);
    expect(breaksOf(steps).breaks).toEqual([]);
  });
});

describe("a resumed run", () => {
  const resumed = metricsSeries([
    ...[1, 2, 3, 4, 5].map(step => loggedRow(step, { loss: step, val: step === 5 ? 50 : null })),
    ...[4, 5, 6].map(step => loggedRow(step, { loss: step * 10 })),
  ]);

  it("shows the later rows from where it goes back, and says where", () => {
    expect(byStep(resumed, "loss")).toEqual({ 1: 1, 2: 2, 3: 3, 4: 40, 5: 50, 6: 60 });
    expect(resumed.seams).toEqual([{ step: 4, replacedRows: 2 }]);
  });

  it("keeps what was replaced beside it", () => {
    expect(named(resumed, "loss").replaced).toEqual([{ steps: [4, 5], values: [4, 5] }]);
  });

  it("does not keep the old branch's values of names that are not logged again yet", () => {
    expect(byStep(resumed, "val")).toEqual({ 1: null, 2: null, 3: null });
    expect(named(resumed, "val").replaced).toEqual([{ steps: [4, 5], values: [null, 50] }]);
  });

  it("goes on across the seam without a hole", () => {
    expect(named(resumed, "loss").breaks).toEqual([]);
  });

  it("that goes back behind an earlier seam replaces the later rows of that one too", () => {
    const rows = [1, 2, 3, 3, 4, 5, 2, 3].map((step, i) => loggedRow(step, { loss: i }));
    const curves = metricsSeries(rows);
    expect(byStep(curves, "loss")).toEqual({ 1: 0, 2: 6, 3: 7 });
    expect(curves.seams).toEqual([
      { step: 3, replacedRows: 1 },
      { step: 2, replacedRows: 4 },
    ]);
    expect(named(curves, "loss").replaced).toEqual([
      { steps: [3], values: [2] },
      { steps: [2, 3, 4, 5], values: [1, 3, 4, 5] },
    ]);
  });

  it("that repeats the last step and says otherwise goes back too; one that says the same does not", () => {
    const start = [loggedRow(1, { loss: 3, lr: 1 }), loggedRow(2, { loss: 2, lr: 1 })];
    expect(metricsSeries([...start, loggedRow(2, { loss: 2.5, lr: 1 })]).seams).toEqual([{ step: 2, replacedRows: 1 }]);
    expect(metricsSeries([...start, loggedRow(2, { lr: 1 })]).seams).toEqual([]);
  });

  it("is not what an evaluation is that ended late: it takes its place and replaces nothing", () => {
    const curves = metricsSeries([
      ...[1, 2, 3, 4].map(step => loggedRow(step, { loss: step })),
      loggedRow(2, { "val/acc": 0.5 }),
      loggedRow(5, { loss: 5 }),
    ]);
    expect(curves.seams).toEqual([]);
    expect(byStep(curves, "loss")).toEqual({ 1: 1, 2: 2, 3: 3, 4: 4, 5: 5 });
    expect(byStep(curves, "val/acc")).toEqual({ 2: 0.5 });
  });
});

describe("any file of points", () => {
  const value = fc.oneof(fc.double(), fc.constant(null), fc.constant("text"));
  const logged = fc.dictionary(fc.constantFrom("loss", "lr", "val"), value, { noNullPrototype: true });
  const row = fc.tuple(fc.option(fc.integer({ min: 0, max: 12 })), logged);
  const file = fc.array(row, { maxLength: 40 }).map(rows => rows.map(([step, values]) => loggedRow(step, values)));

  it("has ascending steps, ascending places, and a reason for every value that is no number", () => {
    fc.assert(
      fc.property(file, rows => {
        const { steps, series } = metricsSeries(rows);
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
        for (const { at, values, noNumbers } of series) {
          expect(at).toEqual([...new Set(at)].sort((a, b) => a - b));
          expect(at.every(index => index in steps)).toBe(true);
          const withoutNumber = at.filter((_, i) => values[i] === null);
          expect(noNumbers.map(one => one.at)).toEqual(withoutNumber);
          expect(values.every(one => one === null || Number.isFinite(one))).toBe(true);
        }
      }),
    );
  });

  it("shows at every step what the last row of that step says", () => {
    fc.assert(
      fc.property(file, rows => {
        const curves = metricsSeries(rows);
        for (const { name, at, values } of curves.series)
          at.forEach((index, i) => {
            const last = rows.findLast(
              one =>
                one.step === curves.steps[index] && [...one.values, ...one.texts].some(logged => logged.name === name),
            );
            const said = last?.values.find(logged => logged.name === name)?.value;
            expect(values[i]).toBe(said?.kind === "number" ? said.value : null);
          });
      }),
    );
  });

  it("has breaks between neighbouring numbers only", () => {
    fc.assert(
      fc.property(file, rows => {
        const { steps, series } = metricsSeries(rows);
        for (const { at, values, breaks } of series) {
          const numbers = at.filter((_, i) => values[i] !== null).map(index => steps[index]);
          for (const [from, to] of breaks) expect(numbers.indexOf(to)).toBe(numbers.indexOf(from) + 1);
        }
      }),
    );
  });
});

describe("the series of several starts, each in a file of its own", () => {
  const point = (step: number, loss: number) => loggedRow(step, { loss });

  it("hold the last row of each step, and mark every seam, also where nothing was replaced", () => {
    const first = [1, 2, 3].map(step => point(step, step));
    const second = [3, 4].map(step => point(step, step * 10));
    const third = [5].map(step => point(step, step * 100));
    const curves = metricsSeries([...first, ...second, ...third], [3, 5]);
    expect(byStep(curves, "loss")).toEqual({ 1: 1, 2: 2, 3: 30, 4: 40, 5: 500 });
    expect(curves.seams).toEqual([
      { step: 3, replacedRows: 1 },
      { step: 5, replacedRows: 0 },
    ]);
  });

  it("lose the steps of a dead branch that the later start has not reached", () => {
    const rows = [...[1, 2, 3, 4, 5].map(step => point(step, 1)), point(3, 2)];
    const curves = metricsSeries(rows, [5]);
    expect(byStep(curves, "loss")).toEqual({ 1: 1, 2: 1, 3: 2 });
    expect(
      named(curves, "loss")
        .replaced.flatMap(({ steps }) => steps)
        .toSorted((a, b) => a - b),
    ).toEqual([3, 4, 5]);
  });

  it("keep what the validation before the first step does not log again", () => {
    const rows = [
      loggedRow(20, { loss: 2, "val/acc": 0.5 }),
      loggedRow(21, { loss: 1 }),
      loggedRow(20, { "val/acc": 0.6 }),
      loggedRow(21, { loss: 3 }),
    ];
    const curves = metricsSeries(rows, [2]);
    expect(byStep(curves, "loss")).toEqual({ 20: 2, 21: 3 });
    expect(byStep(curves, "val/acc")).toEqual({ 20: 0.6 });
  });

  it("hold at each step the last value that any start logged which was not cut off by a later one", () => {
    const start = fc
      .record({ from: fc.integer({ min: 0, max: 30 }), length: fc.integer({ min: 1, max: 20 }) })
      .map(({ from, length }) => Array.from({ length }, (_, i) => from + i));
    fc.assert(
      fc.property(fc.array(start, { minLength: 1, maxLength: 6 }), all => {
        const rows = all.flatMap((steps, which) => steps.map(step => point(step, which)));
        const starts = all.slice(1).map((_, i) => all.slice(0, i + 1).flat().length);
        const expected = new Map<number, number>();
        all.forEach((steps, which) => {
          for (const step of expected.keys()) if (step > (steps[0] ?? 0)) expected.delete(step);
          for (const step of steps) expected.set(step, which);
        });
        const curves = metricsSeries(rows, starts);
        const byNumber = [...expected].sort(([a], [b]) => a - b);
        expect(Object.entries(byStep(curves, "loss"))).toEqual(byNumber.map(([step, loss]) => [String(step), loss]));
        expect(curves.seams.map(({ step }) => step)).toEqual(all.slice(1).map(steps => steps[0]));
      }),
    );
  });
});
