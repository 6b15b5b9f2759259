import { beforeAll, describe, expect, it } from "vitest";
import { hasLostCalls } from "../../../src/core/simulate/miniature/callsAtEnds.js";
import { compareArm, type MiniatureArm } from "../../../src/core/simulate/miniature/compareArm.js";
import { pairedDifference } from "../../../src/core/simulate/miniature/comparePairs.js";
import { robustOrderings } from "../../../src/core/simulate/miniature/orderings.js";
import { armOf, strategyOfRole } from "../../miniature/lib/armOf.js";
import { seedsTo, trainedArms } from "../../miniature/lib/trainedArms.js";

// The default settings of acceptance check 9 with five seeds; `npm run test:miniature` has all settings with twenty.
describe("orderings that may be claimed, under the defaults", () => {
  const seeds = seedsTo(5);
  let arms: ReadonlyMap<string, MiniatureArm> = new Map();
  beforeAll(async () => {
    arms = await trainedArms({ name: "default", options: {} }, Object.values(strategyOfRole), seeds);
  }, 900_000);

  it.each(robustOrderings)("$first is above $second in $figure, $window", ({ first, second, figure, window }) => {
    const pair = [armOf(arms, first), armOf(arms, second)] as const;
    const difference = pairedDifference(pair, figure, { align: "step", window }, 200);
    expect(difference?.n).toBe(seeds.length);
    expect(difference?.low).toBeGreaterThan(0);
  });
});

// Acceptance check 12: where learning the format pushes against rare calls.
describe("tool use with coupling 4 and 2 % calls at first, in ten of ten seeds", () => {
  const seeds = seedsTo(10);
  let arms: ReadonlyMap<string, MiniatureArm> = new Map();
  beforeAll(async () => {
    const cell = { name: "coupling 4, first call 2 %", options: { coupling: 4, firstCall: 0.02 } };
    arms = await trainedArms(cell, ["two-phase", "single-phase"], seeds);
  }, 900_000);

  it("is lost by the single phase", () => {
    expect(armOf(arms, "single-phase").histories.map(hasLostCalls)).toEqual(seeds.map(() => true));
  });

  it("is kept by the two-phase strategy", () => {
    expect(armOf(arms, "two-phase").histories.map(hasLostCalls)).toEqual(seeds.map(() => false));
  });
});

describe("tool use with coupling 0 and 2 % calls at first, in ten of ten seeds", () => {
  it("is lost by neither the single phase nor the two-phase strategy", async () => {
    const seeds = seedsTo(10);
    const cell = { name: "coupling 0, first call 2 %", options: { coupling: 0, firstCall: 0.02 } };
    const arms = await trainedArms(cell, ["two-phase", "single-phase"], seeds);
    for (const role of ["single-phase", "two-phase"] as const)
      expect(armOf(arms, role).histories.map(hasLostCalls), role).toEqual(seeds.map(() => false));
  }, 900_000);
});

// Acceptance check 11, with five of its twenty seeds: nothing is learned but the format.
describe("a coin in place of the accuracy reward", () => {
  /** Right answers of an untrained reader with a clean format: the mean of Table 3 over the four tasks. */
  const untrained = 0.459;

  it("leaves right answers within two points of where a clean format alone has them", async () => {
    const arms = await trainedArms({ name: "control", options: {} }, ["format-random"], seedsTo(5));
    const [arm] = arms.values();
    if (arm === undefined) throw new Error("nothing was trained");
    const mean = compareArm(arm, 200).end.find(({ figure }) => figure === "accuracy")?.value.mean ?? Number.NaN;
    expect(Math.abs(mean - untrained)).toBeLessThan(0.02);
  }, 900_000);
});
