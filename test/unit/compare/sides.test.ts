import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gatherSides } from "../../../src/core/compare/gatherSides.js";
import { heatMap, rowsFor } from "../../../src/core/compare/heatMap.js";
import { medianRollout, rolloutsOf } from "../../../src/core/compare/medianRollout.js";
import { meanIouOf, meanScoreOf, orderChanges } from "../../../src/core/compare/orderChanges.js";
import { questionsOf } from "../../../src/core/compare/questionColumns.js";
import { zoomStatistics } from "../../../src/core/compare/zoomStatistics.js";
import { shareInterval } from "../../../src/core/evaluation/shareInterval.js";
import { wilson } from "../../../src/core/evaluation/wilson.js";
import type { Box } from "../../../src/core/page/box.js";
import { statisticsVectors } from "../../fixtures/statistics/statisticsVectors.js";
import { madeSide, type MadeRollout } from "./madeSide.js";

function gathered(rollouts: readonly MadeRollout[]) {
  const side = gatherSides([madeSide(rollouts)]).sides[0];
  if (side === undefined) throw new Error("one side");
  return { ...side, statistics: zoomStatistics(side.columns, questionsOf(side.columns), side.clusters) };
}

describe("zoom statistics", () => {
  it("are over rollouts and zoom calls, as Table 6 has them", () => {
    const { statistics } = gathered([
      { question: "a", outcome: "correct", ious: [0.9, 0.7], found: 0.8, score: 2 },
      { question: "a", outcome: "wrong", ious: [0.2], found: 0.1, score: 1 },
      { question: "b", outcome: "unparsed", ious: [], found: 0, score: 0 },
      { question: "c", outcome: "unknown" },
    ]);
    expect(statistics).toMatchObject({ rollouts: 4, questions: 3, unparsed: 1, unknown: 1 });
    expect(statistics.accuracy).toMatchObject({ value: 1 / 3, n: 3 });
    expect(statistics.calls).toMatchObject({ value: 0.75, n: 4 });
    expect(statistics.meanIou.value).toBeCloseTo(0.6, 12);
    expect(statistics.meanIou.n).toBe(3);
    expect(statistics.firstIou.value).toBeCloseTo(0.55, 12);
    expect(statistics.secondIou).toMatchObject({ value: 0.7, n: 1, lo: null });
    expect(statistics.found.value).toBeCloseTo(0.3, 12);
    expect(statistics.score).toMatchObject({ value: 1, n: 3 });
    expect(statistics.quadrants).toEqual({ goodRight: 1, goodWrong: 0, badRight: 0, badWrong: 1 });
  });

  it("take no NaN and no infinity into a mean", () => {
    const { statistics } = gathered([
      { question: "a", score: NaN },
      { question: "b", score: Infinity },
      { question: "c", score: -1 },
    ]);
    expect(statistics.score).toMatchObject({ value: -1, n: 1 });
  });

  it("have nothing to say of no rollouts", () => {
    const { statistics } = gathered([]);
    const nothing = { value: null, lo: null, hi: null, n: 0 };
    expect(statistics).toMatchObject({ rollouts: 0, accuracy: nothing, calls: nothing, meanIou: nothing });
  });

  it("are less sure where questions share a page that decides them", () => {
    const width = (pages: readonly (string | null)[]) => {
      const { lo, hi } = gathered(
        pages.map((page, i) => ({ question: `q${i}`, outcome: i < 6 ? "correct" : "wrong", page })),
      ).statistics.accuracy;
      return (hi ?? NaN) - (lo ?? NaN);
    };
    const apart = width(new Array<null>(12).fill(null));
    const together = width(["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"]);
    const { lo, hi } = wilson(6, 12) ?? { lo: NaN, hi: NaN };
    expect(apart).toBeCloseTo(hi - lo, 12);
    expect(together).toBeGreaterThan(1.3 * apart);
  });
});

describe("a share of clusters", () => {
  const binary = statisticsVectors.clusters.filter(({ clusters }) => clusters.flat().every(one => one % 1 === 0));
  it.each(binary)("has the interval of its design effect: $clusters", ({ clusters, designEffect, mean }) => {
    const sums = clusters.map(values => values.reduce((sum, value) => sum + value, 0));
    const counts = clusters.map(({ length }) => length);
    const n = clusters.flat().length;
    const found = shareInterval(sums, counts, n);
    const wanted = wilson(mean * n, n, designEffect ?? 1);
    expect(found.value).toBeCloseTo(mean, 12);
    expect(found.lo).toBeCloseTo(wanted?.lo ?? NaN, 9);
    expect(found.hi).toBeCloseTo(wanted?.hi ?? NaN, 9);
  });

  it("does not count rollouts of one question as so many questions when all are right", () => {
    expect(shareInterval([8, 8, 8], [8, 8, 8], 3)).toMatchObject({ value: 1, lo: wilson(3, 3)?.lo, hi: 1, n: 24 });
  });
});

describe("the rollout that stands for a side", () => {
  const median = (rollouts: readonly Omit<MadeRollout, "question">[]) => {
    const { facts, columns } = gathered(rollouts.map(one => ({ question: "q", ...one })));
    return medianRollout(facts.view, columns, 0);
  };

  it("is that of the median score, of two the lower", () => {
    expect(median([{ score: 3 }, { score: 1 }, { score: 2 }])).toBe(2);
    expect(median([{ score: 3 }, { score: 1 }, { score: 2 }, { score: 4 }])).toBe(2);
  });

  it("is of those with a score, else by IoU, else the first", () => {
    expect(median([{}, { score: 5 }, { score: NaN }])).toBe(1);
    expect(median([{ ious: [0.9] }, { ious: [0.1] }, { ious: [0.5] }])).toBe(2);
    expect(median([{}, {}])).toBe(0);
    expect(median([])).toBeNull();
  });

  it("is one of the question's rollouts, which are known in file order", () => {
    const { columns } = gathered(["a", "b", "a", "b", "a"].map(question => ({ question })));
    expect([rolloutsOf(columns, 0), rolloutsOf(columns, 1)]).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
  });
});

it("changes are ordered by their size, what has none last", () => {
  const questions = ["a", "b", "c", "d"];
  const sideOf = (scores: readonly (number | null)[]) =>
    madeSide(
      questions.map((question, i) => {
        const score = scores[i];
        return typeof score === "number" ? { question, score, ious: [score] } : { question };
      }),
    );
  const [left, right] = gatherSides([sideOf([1, 1, null, 1]), sideOf([2, -3, 9, 1])]).sides;
  if (left === undefined || right === undefined) throw new Error("two sides");
  const all = Int32Array.of(0, 1, 2, 3);
  expect([...orderChanges(all, meanScoreOf(left.columns), meanScoreOf(right.columns))]).toEqual([1, 0, 3, 2]);
  expect([...orderChanges(all, meanIouOf(left.columns), meanIouOf(right.columns))]).toEqual([1, 0, 3, 2]);
});

describe("a heat map", () => {
  const page = { width: 200, height: 400 };

  it("counts a box by the share of each cell that it covers", () => {
    const boxes: readonly Box[] = [
      [0, 0, 200, 400],
      [50, 100, 150, 200],
    ];
    const { counts } = heatMap(
      boxes.map(box => ({ box, page })),
      2,
      4,
    );
    expect([...counts]).toEqual([1, 1, 1.5, 1.5, 1, 1, 1, 1]);
  });

  it("holds each box's area on the page, whatever the box", () => {
    const side = fc.double({ min: -50, max: 450, noNaN: true });
    fc.assert(
      fc.property(side, side, side, side, fc.integer({ min: 1, max: 9 }), (x1, y1, x2, y2, columns) => {
        const { counts, rows } = heatMap([{ box: [x1, y1, x2, y2], page }], columns, rowsFor(columns, page));
        const clamped = (value: number, limit: number) => Math.max(0, Math.min(limit, value));
        const width = Math.max(0, clamped(x2, 200) - clamped(x1, 200));
        const height = Math.max(0, clamped(y2, 400) - clamped(y1, 400));
        const sum = counts.reduce((total, count) => total + count, 0);
        expect(sum / (columns * rows)).toBeCloseTo((width * height) / (200 * 400), 9);
        expect(counts.every(count => count >= 0 && count <= 1 + 1e-9)).toBe(true);
      }),
    );
  });

  it("has square cells on one page and a square grid on several", () => {
    expect(rowsFor(8, page)).toBe(16);
    expect(rowsFor(8, null)).toBe(8);
    expect(rowsFor(8, { width: 1, height: 1000 })).toBe(32);
  });
});
