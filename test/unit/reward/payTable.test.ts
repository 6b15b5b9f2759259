import { describe, expect, it } from "vitest";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { payTable, type PayBehaviour, type PayCell } from "../../../src/core/reward/payTable.js";
import { parseStrategySpec } from "../../../src/core/reward/strategySpec.js";

function rowsOf(spec: string, callRate?: number) {
  const read = parseStrategySpec(spec, builtInStrategies);
  if (read.kind === "problem") throw new Error(read.code);
  return payTable([read.strategy], callRate === undefined ? {} : { callRate });
}

function cell(spec: string, behaviour: PayBehaviour, targets: 1 | 2, callRate?: number): PayCell {
  const found = rowsOf(spec, callRate)[0]?.cells.find(one => one.behaviour === behaviour && one.targets === targets);
  if (found === undefined) throw new Error(`no cell ${behaviour}`);
  return found;
}

const lures = (spec: string, targets: 1 | 2) =>
  rowsOf(spec)[0]?.cells.flatMap(one => (one.isLure && one.targets === targets ? [one.behaviour] : []));

/** A panel's share of the page: its IoU with the whole page. */
const panelShare = (480 * 500) / (1600 * 2200);

describe("the pay table", () => {
  it("pays exact zooms as the paper's equations do", () => {
    expect(cell("rarl", "exact", 1)).toMatchObject({ right: 6, wrong: 3 });
    expect(cell("rarl-conditional", "exact", 1)).toMatchObject({ right: 4, wrong: 1 });
    expect(cell("deepeyes", "exact", 1)).toMatchObject({ right: 2, wrong: 0 });
    expect(cell("vanilla", "exact", 1)).toMatchObject({ right: 2, wrong: 1 });
    expect(cell("rarl-warm-start", "exact", 1)).toMatchObject({ right: 1, wrong: 1 });
    // Two perfect zooms: 2 + 2 (1 + 2 / √2).
    expect(cell("rarl", "exact", 2).right).toBeCloseTo(4 + 2 * Math.SQRT2, 12);
  });

  it("shows that a whole page still earns the count (V06)", () => {
    expect(cell("rarl", "whole-page", 1).right).toBeCloseTo(2 + 2 * (1 + panelShare), 12);
    // Of two page crops each is matched to one target.
    expect(cell("rarl", "whole-page", 2).right).toBeCloseTo(2 + 2 * (1 + (2 * panelShare) / Math.SQRT2), 12);
  });

  it("takes random panels as the mean over all", () => {
    // One panel in twelve is the target, the others do not touch it.
    expect(cell("rarl", "random-panel", 1).right).toBeCloseTo(2 + 2 * (1 + 1 / 12), 12);
    // Each target is hit by one of two panels with 1 − (11 / 12)², and one panel cannot be two.
    const hits = 2 * (1 - (11 / 12) ** 2);
    expect(cell("rarl", "random-panel", 2).right).toBeCloseTo(2 + 2 * (1 + hits / Math.SQRT2), 12);
  });

  it("pays nothing for the count of a spare zoom or of each target twice", () => {
    expect(cell("rarl", "one-spare", 1).right).toBeCloseTo(2 + 2 / Math.SQRT2, 12);
    expect(cell("rarl", "each-twice", 1).right).toBeCloseTo(2 + 2 / Math.SQRT2, 12);
    expect(cell("rarl", "half-iou", 1).right).toBeCloseTo(2 + 2 * 1.5, 12);
    expect(cell("rarl", "malformed", 1)).toMatchObject({ right: 5, wrong: 2 });
    expect(cell("rarl", "no-zoom", 1)).toMatchObject({ right: 2, wrong: 1 });
  });

  it("names the behaviours that earn as much as exact zooms", () => {
    expect(lures("rarl", 1)).toEqual([]);
    expect(lures("vanilla", 1)).toEqual([
      "no-zoom",
      "half-iou",
      "whole-page",
      "random-panel",
      "one-spare",
      "each-twice",
    ]);
    expect(lures("deepeyes", 1)).toEqual(["half-iou", "whole-page", "random-panel", "one-spare", "each-twice"]);
    expect(lures("rarl-warm-start", 2)).toEqual(["half-iou", "whole-page", "random-panel", "first-target"]);
    expect(lures("rarl@match=reuse", 2)).toContain("first-target");
    expect(lures("rarl", 2)).not.toContain("first-target");
  });

  it("makes a row of each segment of a schedule", () => {
    const rows = rowsOf("two-phase");
    expect(rows.map(({ from, to }) => [from, to])).toEqual([
      [null, 17],
      [17, null],
    ]);
    expect(rows[0]?.cells[1]).toMatchObject({ behaviour: "exact", right: 1 });
    expect(rows[1]?.cells[1]).toMatchObject({ behaviour: "exact", right: 6 });
  });

  it("pays a coin by its mean, whether the answer is right or not", () => {
    expect(cell("format-random", "exact", 1)).toMatchObject({ right: 1.5, wrong: 1.5 });
    expect(cell("format-random@seed=5", "no-zoom", 2)).toMatchObject({ right: 1.5, wrong: 1.5 });
  });

  it("pays by the rate of calls only where one is given", () => {
    expect(cell("pixel-reasoner", "exact", 1)).toMatchObject({ right: null, wrong: null, isLure: false });
    expect(cell("pixel-reasoner", "exact", 1, 0.1).right).toBeCloseTo(1 + 0.25 * ((0.3 - 0.1) / 2 / 0.1), 12);
  });
});
