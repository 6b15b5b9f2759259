import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tCritical } from "../../../src/core/evaluation/tCritical.js";
import { compareMiniatures } from "../../../src/core/simulate/miniature/compareMiniatures.js";
import { stepsBeforeLastPhase, type MiniatureArm } from "../../../src/core/simulate/miniature/compareArm.js";
import type { ComparedFigure } from "../../../src/core/simulate/miniature/comparedFigure.js";
import {
  miniatureComparisonSchema,
  type ComparisonAlign,
  type ComparisonWindow,
  type MiniatureComparison,
} from "../../../src/core/simulate/miniature/miniatureComparison.js";
import { defaultMiniatureOptions } from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { miniatureComparisonText } from "../../../src/node/cli/miniatureComparisonText.js";
import { builtIn, madeArm, madeHistory } from "./madeHistory.js";

const seeds = [1, 2, 3, 4, 5];

const compare = (arms: readonly MiniatureArm[], steps = 200, of: readonly number[] = seeds) =>
  compareMiniatures(arms, of, { ...defaultMiniatureOptions, steps });

function pair(
  { pairs }: MiniatureComparison,
  figure: ComparedFigure,
  window: ComparisonWindow,
  align: ComparisonAlign = "step",
) {
  const found = pairs.find(one => one.figure === figure && one.window === window && one.align === align);
  if (found === undefined) throw new Error(`no ${figure} ${window} ${align}`);
  return found;
}

describe("means over seeds", () => {
  it("have the t interval of the seeds, step by step", () => {
    const { arms } = compare([madeArm("vanilla", seeds, { found: (step, seed) => step + seed })]);
    const curve = arms[0]?.curves.find(({ figure }) => figure === "found")?.values[9];
    const half = (tCritical(4) * Math.sqrt(2.5)) / Math.sqrt(5);
    expect(curve?.n).toBe(5);
    expect(curve?.mean).toBeCloseTo(13, 12);
    expect(curve?.low).toBeCloseTo(13 - half, 10);
    expect(curve?.high).toBeCloseTo(13 + half, 10);
  });

  it("leave out seeds that have no value, and have no bounds of one seed", () => {
    const { arms } = compare([
      madeArm("vanilla", seeds, {
        iouFirst: (_, seed) => (seed === 2 ? 0.5 : Number.NaN),
        iouSecond: () => Number.NaN,
      }),
    ]);
    const end = (figure: ComparedFigure) => arms[0]?.end.find(one => one.figure === figure)?.value;
    expect(end("iouFirst")).toEqual({ mean: 0.5, low: null, high: null, n: 1 });
    expect(end("iouSecond")).toEqual({ mean: null, low: null, high: null, n: 0 });
  });

  it("of the end are over the last 20 steps", () => {
    const { arms } = compare([madeArm("vanilla", seeds, { found: step => step })]);
    expect(arms[0]?.end.find(({ figure }) => figure === "found")?.value.mean).toBeCloseTo(190.5, 12);
  });
});

describe("steps to found", () => {
  const first = (step: number) => (_step: number) => (_step >= step ? 1 : 0);

  it("are the median first step whose mean over ten steps is .5", () => {
    const { arms } = compare([
      { strategy: builtIn("vanilla"), histories: [40, 50, 90].map(at => madeHistory(200, 1, { found: first(at) })) },
    ]);
    // Five of ten steps have to be at 1: the fifth is four steps after the first.
    expect(arms[0]?.stepsToFound).toBe(54);
    expect(arms[0]?.seedsNeverFound).toBe(0);
  });

  it("are none where half of the seeds never get there", () => {
    const histories = [40, 50, 999, 999].map(at => madeHistory(200, 1, { found: first(at) }));
    const { arms } = compare([{ strategy: builtIn("vanilla"), histories }], 200, [1, 2, 3, 4]);
    expect(arms[0]).toMatchObject({ stepsToFound: null, seedsNeverFound: 2 });
  });

  it("are more than there are steps where some seeds got there, and never where none did", () => {
    const text = (...at: readonly number[]) => {
      const histories = at.map(one => madeHistory(200, 1, { found: first(one) }));
      const comparison = compare([{ strategy: builtIn("vanilla"), histories }], 200, [1, 2, 3, 4]);
      return miniatureComparisonText(comparison, "step").find(line => line.startsWith("vanilla"));
    };
    expect(text(40, 50, 999, 999)).toContain(" > 200 (2 never) ");
    expect(text(40, 40, 40, 999)).toContain(" 44 (1 never) ");
    expect(text(999, 999, 999, 999)).toContain(" never ");
    expect(text(40, 40, 40, 40)).not.toContain("never");
  });
});

describe("tool use at the end", () => {
  const lost = (start: number, end: number) =>
    compare([madeArm("vanilla", seeds, { anyCall: step => (step <= 10 ? start : end) })]).arms[0]?.seedsWithoutCalls;

  it("is lost below a tenth of its first share", () => {
    expect(lost(0.3, 0.029)).toBe(5);
    expect(lost(0.3, 0.031)).toBe(0);
  });

  it("is lost below .005 where it was rare at first", () => {
    expect(lost(0.01, 0.004)).toBe(5);
    expect(lost(0.01, 0.006)).toBe(0);
  });
});

describe("paired differences", () => {
  it("are of the same seed, so that what seeds have in common falls out", () => {
    const wild = (_: number, seed: number) => seed * 100;
    const compared = compare([
      madeArm("two-phase", seeds, { found: (step, seed) => wild(step, seed) + 0.1 + seed / 1000 }),
      madeArm("two-phase-conditional", seeds, { found: wild }),
    ]);
    const { difference, verdict } = pair(compared, "found", "area");
    expect(difference.mean).toBeCloseTo(0.103, 9);
    expect(verdict).toBe("above");
    expect((difference.high ?? 0) - (difference.low ?? 0)).toBeLessThan(0.01);
  });

  it("count places from step 1, or from the start of each arm's last phase", () => {
    const compared = compare([
      madeArm("two-phase", seeds, { found: step => step }),
      madeArm("single-phase", seeds, { found: step => step }),
    ]);
    const mean = (window: ComparisonWindow, align: ComparisonAlign) =>
      pair(compared, "found", window, align).difference.mean;
    for (const window of ["area", "early", "middle", "end"] as const) {
      expect(mean(window, "step"), window).toBe(0);
      expect(mean(window, "last-phase"), window).toBe(16);
    }
  });

  it("take windows of 60, of 51 to 70 and of the last 20 places", () => {
    const from = (step: number) => step;
    const compared = compare([
      madeArm("single-phase", seeds, { found: from }),
      madeArm("vanilla", seeds, { found: () => 0 }),
    ]);
    const means = (["area", "early", "middle", "end"] as const).map(
      window => pair(compared, "found", window).difference.mean,
    );
    expect(means).toEqual([100.5, 30.5, 60.5, 190.5]);
  });

  it("leave out windows that the runs are too short for", () => {
    const arms = (steps: number) => [madeArm("two-phase", seeds, {}, steps), madeArm("single-phase", seeds, {}, steps)];
    const windows = (steps: number, align: ComparisonAlign) =>
      new Set(compare(arms(steps), steps).pairs.flatMap(one => (one.align === align ? [one.window] : [])));
    expect(windows(69, "step")).toEqual(new Set(["area", "early", "end"]));
    expect(windows(69, "last-phase")).toEqual(new Set(["area", "end"]));
    // A run that does not come to its last phase has no phase before it.
    expect(windows(16, "last-phase")).toEqual(new Set(["area", "end"]));
  });

  it("straddle 0 where there is one seed only", () => {
    const arms = [madeArm("single-phase", [1], { found: () => 1 }), madeArm("vanilla", [1], { found: () => 0 })];
    const { difference, verdict } = pair(compare(arms, 200, [1]), "found", "end");
    expect(difference).toEqual({ mean: 1, low: null, high: null, n: 1 });
    expect(verdict).toBe("straddles");
  });

  it("turn their sign when the arms change places", () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 6 }), rows => {
        const of = (side: 0 | 1) => (_: number, seed: number) => rows[seed]?.[side] ?? 0;
        const own = rows.map((_, seed) => seed);
        const [one, other] = [
          madeArm("two-phase", own, { found: of(0) }, 20),
          madeArm("vanilla", own, { found: of(1) }, 20),
        ];
        const there = pair(compare([one, other], 20, own), "found", "area").difference;
        const back = pair(compare([other, one], 20, own), "found", "area").difference;
        expect(back.mean).toBeCloseTo(-(there.mean ?? 0), 9);
        expect(back.low).toBeCloseTo(-(there.high ?? 0), 9);
      }),
    );
  });
});

describe("a comparison", () => {
  it("is what the schema of its file says, and survives being written", () => {
    const compared = compare(
      [madeArm("two-phase", seeds, { iouSecond: () => Number.NaN }, 30), madeArm("vanilla", seeds, {}, 30)],
      30,
    );
    expect(miniatureComparisonSchema.parse(JSON.parse(JSON.stringify(compared)))).toEqual(compared);
  });

  it("names the assumptions that differ from the defaults, and not what only says how much is done", () => {
    const options = { ...defaultMiniatureOptions, seed: 9, steps: 30, validationEvery: 0, firstCall: 0.02 };
    const { assumptions } = compareMiniatures([madeArm("vanilla", seeds, {}, 30)], seeds, options);
    expect(assumptions).toEqual([{ name: "firstCall", value: "0.02", default: "0.3" }]);
  });

  it("knows where the last phase of a strategy begins in a run of some length", () => {
    expect(stepsBeforeLastPhase(builtIn("two-phase"), 200)).toBe(16);
    expect(stepsBeforeLastPhase(builtIn("two-phase"), 16)).toBe(0);
    expect(stepsBeforeLastPhase(builtIn("single-phase"), 200)).toBe(0);
  });
});
