import { beforeAll, describe, expect, it } from "vitest";
import { hasLostCalls } from "../../src/core/simulate/miniature/callsAtEnds.js";
import { collapseCells } from "../../src/core/simulate/miniature/collapseCells.js";
import type { MiniatureArm } from "../../src/core/simulate/miniature/compareArm.js";
import { pairedDifference } from "../../src/core/simulate/miniature/comparePairs.js";
import type { ComparedRole } from "../../src/core/simulate/miniature/comparedRole.js";
import { armOf } from "./lib/armOf.js";
import { Report } from "./lib/report.js";
import { chosenSettings, seedsTo, trainedArms } from "./lib/trainedArms.js";

// Acceptance check 12 in full, and what check 9 says of the cells where tool use may be lost.
const seeds = seedsTo(10);
const strategies = ["two-phase", "single-phase", "deepeyes"];
const report = new Report("collapse", [
  "cell",
  ...strategies.map(id => `${id}: seeds of ${seeds.length} without calls`),
]);

const lostBy = (arms: ReadonlyMap<string, MiniatureArm>, role: ComparedRole) =>
  armOf(arms, role).histories.filter(hasLostCalls).length;

describe.each(chosenSettings([...collapseCells.boundary, ...collapseCells.collapse]))("cell: $name", cell => {
  let arms: ReadonlyMap<string, MiniatureArm> = new Map();
  beforeAll(async () => {
    arms = await trainedArms(cell, strategies, seeds);
    report.add(
      cell.name,
      ...(["two-phase", "single-phase", "deepeyes"] as const).map(role => String(lostBy(arms, role))),
    );
  });

  it("a warm start that pays for the count alone keeps tool use under every seed", () => {
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
