import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparisonBounds } from "../../../src/core/simulate/miniature/comparisonBounds.js";
import type { MiniatureComparison } from "../../../src/core/simulate/miniature/miniatureComparison.js";
import { miniatureHostSchemas } from "../../../src/protocol/simulate/miniatureViewApi.js";
import { armLabels } from "../../../webview/simulate/armLabels.js";
import { armLines, armRange } from "../../../webview/simulate/armLines.js";
import { boundText } from "../../../webview/simulate/boundText.js";
import { miniatureTranslate } from "../../../webview/simulate/miniatureTranslate.js";
import { pairRows } from "../../../webview/simulate/pairRows.js";
import { phaseStarts } from "../../../webview/simulate/phaseStarts.js";
import { shownFigures } from "../../../webview/simulate/shownFigures.js";
import { bandRange } from "../../../webview/strategies/bandRange.js";
import { madeUpMiniature } from "../../webview/madeUpMiniature.js";

const t = miniatureTranslate({});
function madeUp(): MiniatureComparison {
  const shown = madeUpMiniature("");
  if (shown.kind !== "comparison") throw new Error("the made-up comparison is none");
  return shown.comparison;
}
const comparison = madeUp();

describe("a table of a comparison", () => {
  it("can be copied as long as the largest one is", () => {
    // Names of strategies, figure, window, alignment, and eight numbers of some 18 digits.
    const row = `${"name of a strategy, ".repeat(4)}${"-0.123456789012345678,".repeat(8)}\r\n`;
    const text = row.repeat(comparisonBounds.pairs);
    expect(miniatureHostSchemas.copyText.safeParse({ text }).success).toBe(true);
  });
});

describe("curves of a comparison", () => {
  it("stand by step, or with the first step of each arm's last phase at 1", () => {
    const [twoPhase, singlePhase] = armLines(comparison, "found", "last-phase");
    expect([twoPhase?.x[0], twoPhase?.x[16], singlePhase?.x[0]]).toEqual([-15, 1, 1]);
    expect(armLines(comparison, "found", "step").map(({ x }) => x[0])).toEqual([1, 1, 1, 1, 1]);
    expect(armRange(comparison, "step")).toEqual([1, 200]);
    expect(armRange(comparison, "last-phase")).toEqual([-15, 200]);
  });

  it("mark where a last phase begins, once", () => {
    expect(phaseStarts(comparison, "step")).toEqual([17]);
    expect(phaseStarts(comparison, "last-phase")).toEqual([1]);
    expect(phaseStarts({ arms: comparison.arms.slice(1, 2) }, "last-phase")).toEqual([]);
  });

  it("are interrupted where no seed has a value, and keep their place among the lines", () => {
    const lines = armLines(comparison, "iouSecond", "step");
    expect(lines.map(({ arm }) => arm)).toEqual([0, 1, 2, 3, 4]);
    expect(lines[4]?.breaks.length).toBeGreaterThan(10);
    expect(lines[0]?.breaks).toEqual([]);
  });

  it("leave room for their intervals", () => {
    const lines = armLines(comparison, "found", "step");
    const [low, high] = bandRange(lines, 0.3, 0.4);
    for (const { band } of lines) {
      expect(Math.min(...(band?.low ?? []).map(value => value ?? 0))).toBeGreaterThanOrEqual(low ?? NaN);
      expect(Math.max(...(band?.high ?? []).map(value => value ?? 0))).toBeLessThanOrEqual(high ?? NaN);
    }
    expect(bandRange([], null, null)).toEqual([null, null]);
  });

  it("always show the wanted view, whatever else is chosen", () => {
    fc.assert(
      fc.property(fc.subarray(["iouFirst", "calls", "reward"] as const), chosen => {
        expect(shownFigures(chosen)).toEqual(["found", ...chosen]);
      }),
    );
    expect(shownFigures(null)).toContain("iouFirst");
  });
});

describe("paired differences", () => {
  it("stand under both alignments, and say over which windows these disagree", () => {
    const [row] = pairRows(comparison, "found", null);
    expect(row?.aligned.map(({ align }) => align)).toEqual(["step", "last-phase"]);
    expect(row?.aligned.map(({ cells }) => cells[1]?.verdict)).toEqual(["below", "above"]);
    expect(row?.disagreeing).toContain("early");
  });

  it("of arms without a phase before their last one stand once", () => {
    const rows = pairRows(comparison, "found", null).filter(({ first, second }) => first === 1 && second === 3);
    expect(rows.map(({ aligned }) => aligned.map(({ align }) => align))).toEqual([[null]]);
  });

  it("can be those of one arm", () => {
    const rows = pairRows(comparison, "found", 2);
    expect(rows).toHaveLength(4);
    expect(rows.every(({ first, second }) => first === 2 || second === 2)).toBe(true);
  });

  it("leave a cell empty where the runs are too short for its window", () => {
    const pairs = comparison.pairs.filter(({ window }) => window !== "middle");
    const [row] = pairRows({ ...comparison, pairs }, "found", null);
    expect(row?.aligned.map(({ cells }) => cells.map(cell => cell?.window ?? null))).toEqual([
      ["area", "early", null, "end"],
      ["area", "early", null, "end"],
    ]);
  });
});

describe("figures of a comparison", () => {
  it("are means with half of their interval, if they have one", () => {
    expect(boundText.plain({ mean: 0.657, low: 0.651, high: 0.663, n: 20 }, t)).toBe("0.657 ±0.006");
    expect(boundText.signed({ mean: 0.02, low: 0, high: 0.04, n: 5 }, t)).toBe("+0.020 ±0.020");
    expect(boundText.signed({ mean: -0.5, low: null, high: null, n: 1 }, t)).toBe("−0.500");
    expect(boundText.plain({ mean: null, low: null, high: null, n: 0 }, t)).toBe("none");
  });

  it("of arms with one name are told apart by what is particular about them", () => {
    const names = [
      { name: "Region-aware", note: "match=reuse" },
      { name: "Region-aware", note: "match=greedy" },
      { name: "Vanilla", note: "format + accuracy" },
    ];
    expect(armLabels(names)).toEqual(["Region-aware, match=reuse", "Region-aware, match=greedy", "Vanilla"]);
  });
});
