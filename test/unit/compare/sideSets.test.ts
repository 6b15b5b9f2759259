import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RolloutSet, RolloutSource } from "../../../src/protocol/reward/rolloutSet.js";
import { compareTranslate } from "../../../webview/compare/compareTranslate.js";
import { curveLine } from "../../../webview/compare/curveLines.js";
import { sideName } from "../../../webview/compare/sideName.js";
import { sideSets } from "../../../webview/compare/sideSets.js";
import { stepAxis } from "../../../webview/compare/stepAxis.js";

const source = (run: string, phase: RolloutSource["phase"], steps: readonly number[]): RolloutSource => ({
  ...{ run, phase, steps },
  ...{ name: run.slice(1).toUpperCase(), folder: null, rollouts: 8 * steps.length },
});
const validation = source("/a", "validation", [0, 10, 20, 30, 40]);
const training = source("/a", "training", [1, 2, 3]);
const other = source("/b", "validation", [0, 15, 60]);

const at = ({ run, phase, folder }: RolloutSource, step: number): RolloutSet => ({
  ...{ run, phase, folder },
  ...{ from: step, to: step },
});
const t = compareTranslate({});
const stepsOf = (sides: readonly RolloutSet[]) => sides.map(({ from }) => from);

describe("the film", () => {
  it("is of the chosen sides while both that are looked at are among them", () => {
    const chosen = [at(validation, 0), at(validation, 20), at(validation, 40)];
    expect(sideSets.film(chosen, at(validation, 20), at(validation, 40))).toEqual({ sides: chosen, left: 1, right: 2 });
  });

  it("takes in a step that a side was moved to, in its place along the steps", () => {
    const chosen = [at(validation, 0), at(validation, 20), at(validation, 40)];
    const { sides, left, right } = sideSets.film(chosen, at(validation, 0), at(validation, 30));
    expect(stepsOf(sides)).toEqual([0, 20, 30, 40]);
    expect([left, right]).toEqual([0, 2]);
  });

  it("puts a step before the first one of its own source, not of another run", () => {
    const { sides } = sideSets.film([at(other, 15), at(validation, 20)], at(validation, 0), at(other, 15));
    expect(sides.map(({ run, from }) => `${run} ${String(from)}`)).toEqual(["/b 15", "/a 0", "/a 20"]);
  });

  it("always has both sides that are looked at, eight at most, and nothing twice", () => {
    const steps = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 8 });
    const step = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(steps, step, step, (chosen, l, r) => {
        const sets = [...chosen].sort((a, b) => a - b).map(one => at(validation, one));
        const { sides, left, right } = sideSets.film(sets, at(validation, l), at(validation, r));
        expect(sides.length).toBeLessThanOrEqual(8);
        expect(new Set(sides.map(sideSets.key)).size).toBe(sides.length);
        expect(stepsOf(sides)).toEqual(stepsOf(sides).toSorted((a, b) => (a ?? 0) - (b ?? 0)));
        expect([sides[left]?.from, sides[right]?.from]).toEqual([l, r]);
      }),
    );
  });
});

describe("moving a side", () => {
  it("goes along the steps of its own source and stops at its ends", () => {
    const sources = [training, validation, other];
    expect(sideSets.moved(at(validation, 20), 1, sources)?.from).toBe(30);
    expect(sideSets.moved(at(validation, 20), -Infinity, sources)?.from).toBe(0);
    expect(sideSets.moved(at(other, 15), 1, sources)?.from).toBe(60);
    expect(sideSets.moved(at(validation, 40), 1, sources)).toBeNull();
  });

  it("is not possible for several steps at once, or for a run that is gone", () => {
    expect(sideSets.moved({ ...at(validation, 0), to: 20 }, 1, [validation])).toBeNull();
    expect(sideSets.moved(at(validation, 0), 1, [other])).toBeNull();
  });
});

describe("a side's name", () => {
  it("is its step, with phase and run where the sides differ in them", () => {
    const name = (set: RolloutSet, ...others: readonly RolloutSet[]) =>
      sideName(set, [set, ...others], [validation, training, other], t);
    expect(name(at(validation, 20), at(validation, 40))).toBe("Step 20");
    expect(name(at(validation, 20), at(training, 2))).toBe("Validation 20");
    expect(name(at(training, 2), at(validation, 20))).toBe("Training 2");
    expect(name(at(validation, 20), at(other, 15))).toBe("A · Step 20");
    expect(name({ ...at(validation, 0), from: null, to: null }, at(validation, 20))).toBe("All rollouts");
  });
});

describe("the axis of steps", () => {
  it("reaches over the steps of every source that is compared", () => {
    const axis = stepAxis.of([at(validation, 0), at(other, 15)], [validation, training, other]);
    expect(axis).toEqual({ first: 0, last: 60, steps: [0, 10, 15, 20, 30, 40, 60] });
  });

  it("is missing where there is only one step", () => {
    expect(stepAxis.of([at(validation, 0)], [{ ...validation, steps: [5] }])).toBeNull();
  });

  it("leads from a place to the nearest step of a source", () => {
    const axis = { first: 0, last: 40, steps: validation.steps };
    expect(stepAxis.nearest(axis, 0.36, validation.steps)).toBe(10);
    expect(stepAxis.nearest(axis, 1.7, validation.steps)).toBe(40);
  });

  it("names its ends, and no more steps than fit", () => {
    const steps = Array.from({ length: 301 }, (_, i) => i);
    const labels = stepAxis.labels({ first: 0, last: 300, steps });
    expect([labels[0], labels.at(-1)]).toEqual([0, 300]);
    expect(labels.length).toBeLessThanOrEqual(10);
  });
});

describe("the line of a curve", () => {
  const point = (step: number, firstIou: number | null) => ({
    ...{ step, firstIou, secondIou: null, meanIou: firstIou },
    ...{ rollouts: 1, right: 0, score: null },
  });
  const axis = { first: 0, last: 40, steps: validation.steps };

  it("breaks where a step has no value, and a lone point is a dot", () => {
    const line = curveLine([point(0, 0), point(10, 0.5), point(20, null), point(40, 1)], "firstIou", axis);
    expect(line).toBe("M0.0 100.0h0L250.0 50.0M1000.0 0.0h0");
  });

  it("is missing where nothing has a value", () => {
    expect(curveLine([point(0, 0.3)], "secondIou", axis)).toBeNull();
  });
});
