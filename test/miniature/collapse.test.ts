import { beforeAll, describe, expect, it } from "vitest";
import { hasLostCalls } from "../../src/core/simulate/miniature/callsAtEnds.js";
import { collapseCells } from "../../src/core/simulate/miniature/collapseCells.js";
import type { MiniatureArm } from "../../src/core/simulate/miniature/compareArm.js";
import { pairedDifference } from "../../src/core/simulate/miniature/comparePairs.js";
import type { ComparedRole } from "../../src/core/simulate/miniature/comparedRole.js";
import { armOf } from "./lib/armOf.js";
import { Report } from "./lib/report.js";
import { chosenSettings, seedsTo, trainedArms } from "./lib/trainedArms.js";
import { writtenDifference } from "./lib/writtenDifference.js";

// Acceptance check 12 in full, and what check 9 says of the cells where tool use may be lost.
const seeds = seedsTo(10);
const strategies = ["two-phase", "single-phase", "deepeyes"];
/** Nothing is asserted of these: what the cells say of the single phase is only written down. */
const recorded = ["found", "accuracy"] as const;
const report = new Report("collapse", [
  "cell",
  ...strategies.map(id => `${id}: seeds of ${seeds.length} without calls`),
  ...recorded.map(figure => `single-phase − two-phase, ${figure}, area`),
]);

const lostBy = (arms: ReadonlyMap<string, MiniatureArm>, role: ComparedRole) =>
  armOf(arms, role).histories.filter(hasLostCalls).length;

function aheadBy(arms: ReadonlyMap<string, MiniatureArm>, figure: (typeof recorded)[number]): string {
  const pair = [armOf(arms, "single-phase"), armOf(arms, "two-phase")] as const;
  const difference = pairedDifference(pair, figure, { align: "step", window: "area" }, 200);
  if (difference === null) throw new Error("the runs are too short");
  return writtenDifference(difference);
}

describe.each(chosenSettings([...collapseCells.boundary, ...collapseCells.collapse]))("cell: $name", cell => {
  let arms: ReadonlyMap<string, MiniatureArm> = new Map();
  beforeAll(async () => {
    arms = await trainedArms(cell, strategies, seeds);
    report.add(
      cell.name,
      ...(["two-phase", "single-phase", "deepeyes"] as const).map(role => String(lostBy(arms, role))),
      ...recorded.map(figure => aheadBy(arms, figure)),
    );
  });

  it("the two-phase strategy keeps tool use under every seed", () => {
    expect(lostBy(arms, "two-phase")).toBe(0);
  });

  it("two phases end with more of the wanted view found than DeepEyes' rule", () => {
    const pair = [armOf(arms, "two-phase"), armOf(arms, "deepeyes")] as const;
    expect(pairedDifference(pair, "found", { align: "step", window: "end" }, 200)?.low).toBeGreaterThan(0);
  });

  const { coupling, firstCall, outcomeCall } = cell.options;
  if (coupling === 4 && firstCall === 0.02 && outcomeCall === undefined)
    it("a single phase loses tool use under every seed", () => {
      expect(lostBy(arms, "single-phase")).toBe(seeds.length);
    });
  if (coupling === 0)
    it("without interference a single phase keeps tool use under every seed", () => {
      expect(lostBy(arms, "single-phase")).toBe(0);
    });
});
