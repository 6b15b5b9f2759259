import { describe, expect, it } from "vitest";
import { defaultSides, defaultSidesOfRuns } from "../../../src/protocol/reward/defaultSides.js";
import type { RolloutSet, RolloutSource } from "../../../src/protocol/reward/rolloutSet.js";

const sourceOf = (run: string, phase: RolloutSource["phase"], steps: readonly number[]): RolloutSource => ({
  run,
  name: run,
  phase,
  folder: null,
  steps,
  rollouts: steps.length,
});
const upTo = (last: number, by: number) => Array.from({ length: last / by }, (_, i) => (i + 1) * by);
const told = (sides: readonly RolloutSet[]) => sides.map(({ phase, from }) => `${phase[0] ?? ""}${from ?? "–"}`);
const training = (step: number): RolloutSet => ({ run: "a", phase: "training", folder: null, from: step, to: step });

describe("the sides that are offered", () => {
  const sources = [sourceOf("a", "training", upTo(200, 1)), sourceOf("a", "validation", upTo(200, 40))];

  it("are the validations of a run, which ask the same questions", () => {
    expect(told(defaultSides(sources, "a"))).toEqual(["v40", "v80", "v120", "v160", "v200"]);
  });

  it("are at most eight, spread evenly from first to last", () => {
    const many = [sourceOf("a", "validation", upTo(400, 10))];
    const steps = defaultSides(many, "a").map(({ from }) => from ?? 0);
    expect(steps).toHaveLength(8);
    expect([steps[0], steps.at(-1)]).toEqual([10, 400]);
  });

  it("have a chosen training step beside the nearest validation", () => {
    expect(told(defaultSides(sources, "a", training(95)))).toEqual(["v40", "v80", "t95", "v120", "v160", "v200"]);
    const many = [sourceOf("a", "training", upTo(400, 1)), sourceOf("a", "validation", upTo(400, 10))];
    const sides = told(defaultSides(many, "a", training(222)));
    expect(sides.length).toBeLessThanOrEqual(8);
    expect(sides[sides.indexOf("t222") - 1]).toBe("v220");
  });

  it("hold a validation that was chosen", () => {
    const many = [sourceOf("a", "validation", upTo(400, 10))];
    expect(told(defaultSides(many, "a", { ...training(230), phase: "validation" }))).toContain("v230");
  });

  it("are first and last training step where nothing was validated", () => {
    expect(told(defaultSides([sourceOf("a", "training", upTo(5, 1))], "a"))).toEqual(["t1", "t5"]);
    expect(told(defaultSides([sourceOf("a", "training", upTo(5, 1))], "a", training(3)))).toEqual(["t1", "t3", "t5"]);
  });

  it("are the last validation of each run, else its last step", () => {
    const runs = [
      ...sources,
      sourceOf("b", "training", [1, 2]),
      { ...sourceOf("c", "training", []), folder: "/c.jsonl" },
    ];
    const sides = defaultSidesOfRuns(runs, ["a", "b", "c", "gone"]);
    expect(told(sides)).toEqual(["v200", "t2", "t–"]);
    expect(sides[2]?.folder).toBe("/c.jsonl");
  });

  it("are none of a run that is not there", () => {
    expect(defaultSides(sources, "gone")).toEqual([]);
  });
});
