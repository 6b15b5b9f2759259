import { describe, expect, it } from "vitest";
import {
  defaultMiniatureOptions,
  miniatureOptionsSchema,
} from "../../../src/core/simulate/miniature/miniatureOptions.js";
import { miniatureParameters } from "../../../src/core/simulate/miniature/miniatureParameters.js";
import { rangeText, type ParameterRange } from "../../../src/core/simulate/miniature/parameterRange.js";
import { miniatureTasks } from "../../../src/core/simulate/miniature/policyLayout.js";
import { readMiniatureOptions } from "../../../src/core/simulate/miniature/readMiniatureOptions.js";
import { strategyProblem } from "../../../src/core/simulate/miniature/strategyProblem.js";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import type { Strategy } from "../../../src/core/reward/strategy.js";
import { strategyOf } from "./trainingOf.js";

type Name = keyof typeof miniatureParameters;
const names = Object.keys(miniatureOptionsSchema.shape) as Name[];

/** Values just inside and just outside a range. */
function ends(range: ParameterRange): { readonly inside: readonly unknown[]; readonly outside: readonly unknown[] } {
  switch (range.kind) {
    case "whole":
      return { inside: [range.least, range.most], outside: [range.least - 1, range.most + 1, range.least + 0.5] };
    case "number": {
      const { least, most, isOpenBelow, isOpenAbove } = range;
      const step = 1e-9;
      return {
        inside: [isOpenBelow ? least + step : least, isOpenAbove ? most - step : most],
        outside: [isOpenBelow ? least : least - step, isOpenAbove ? most : most * (1 + step), Number.NaN, Infinity],
      };
    }
    case "words":
      return { inside: range.words, outside: ["another", 1] };
    case "list":
      return listEnds(range);
    case "mix": {
      const { mix } = defaultMiniatureOptions;
      const weight = (value: unknown) => ({ ...mix, action_recognition: value });
      const each = ends(range.each);
      const none = Object.fromEntries(Object.keys(mix).map(task => [task, 0]));
      return { inside: each.inside.map(weight), outside: [...each.outside.map(weight), none, { ...mix, drawing: 1 }] };
    }
  }
}

function listEnds({ each, count, sum }: ParameterRange & { readonly kind: "list" }) {
  const rest = (value: number) =>
    sum === null
      ? Array.from({ length: count }, () => value)
      : [value, ...Array.from({ length: count - 1 }, () => (sum - value) / (count - 1))];
  const { inside, outside } = ends(each);
  const numbers = (values: readonly unknown[]) => values.map(Number).map(rest);
  return {
    inside: numbers(inside),
    outside: [...numbers(outside), rest(0.25).slice(1), ...(sum === null ? [] : [[0.5, 0.5, 0.5]])],
  };
}

describe("the table of parameters", () => {
  it("names every option in the order of the schema, and nothing else", () => {
    expect(Object.keys(miniatureParameters)).toEqual(names);
    expect(Object.keys(defaultMiniatureOptions)).toEqual(names);
  });

  it.each(names)("says of %s the range that the schema takes", name => {
    const { inside, outside } = ends(miniatureParameters[name].range);
    for (const value of inside)
      expect(
        miniatureOptionsSchema.safeParse({ ...defaultMiniatureOptions, [name]: value }).success,
        JSON.stringify(value),
      ).toBe(true);
    for (const value of outside)
      expect(
        miniatureOptionsSchema.safeParse({ ...defaultMiniatureOptions, [name]: value }).success,
        JSON.stringify(value),
      ).toBe(false);
  });
});

describe("reading parameters", () => {
  const read = (overrides: Readonly<Record<string, unknown>>) => {
    const found = readMiniatureOptions(overrides);
    return found.kind === "ok" ? found.options : found;
  };

  it("keeps the defaults where nothing is said", () => {
    expect(read({})).toEqual(defaultMiniatureOptions);
  });

  it("takes values as they are and as somebody types them", () => {
    expect(read({ seed: "7", firstCall: ".02", estimator: "rloo", outcomeCall: ".3/.2/.5" })).toEqual({
      ...defaultMiniatureOptions,
      seed: 7,
      firstCall: 0.02,
      estimator: "rloo",
      outcomeCall: [0.3, 0.2, 0.5],
    });
    expect(read({ coupling: 4, outcomePlain: "[0.9, 0.05, 0.05]" })).toMatchObject({
      coupling: 4,
      outcomePlain: [0.9, 0.05, 0.05],
    });
  });

  it("takes one weight of the mix, or some of them", () => {
    const mix = { ...defaultMiniatureOptions.mix, character_counting: 2 };
    expect(read({ "mix.character_counting": "2" })).toMatchObject({ mix });
    expect(read({ mix: { character_counting: 2 } })).toMatchObject({ mix });
    expect(read({ mix: '{"character_counting":2}' })).toMatchObject({ mix });
  });

  it.each([
    ["firstCall", "2", "(0, 1)"],
    ["prompts", "1.5", "[1, 1024] ∩ ℤ"],
    ["secondMoment", "global", "own | shared"],
    ["outcomeCall", ".5/.5/.5", "(0, 1) × 3, Σ = 1"],
    ["learningRate", "fast", "(0, 10]"],
    ["shift", "[1,2", "[-2, 2] × 4"],
    ["mix.depth_comparison", "-1", "[0, 1000000] × 5, Σ > 0"],
  ])("says of %s = %s which range it has", (name, value, range) => {
    const found = read({ seed: 3, [name]: value });
    expect(found).toMatchObject({ kind: "problem", code: "out-of-range" });
    expect(found).toHaveProperty("values.0", name.split(".")[0]);
    expect(found).toHaveProperty("values.2", range);
    expect(rangeText(miniatureParameters[name.split(".")[0] as Name].range)).toBe(range);
  });

  it("names the parameters that there are where it does not know one", () => {
    for (const name of ["learning", "mix.depth.more", "seed.x", "toString", "__proto__x"])
      expect(read({ [name]: 1 })).toEqual({ kind: "problem", code: "unknown-parameter", values: [name, ...names] });
  });

  it("says so where the pages have no question of a kind that is asked for", () => {
    const problem = (task: string) => ({ kind: "problem", code: "no-question", values: [task, "1"] });
    expect(read({ seed: 1519, pages: 1 })).toEqual(problem("depth_comparison"));
    expect(read({ seed: 67, pages: 1, "mix.character_counting": 1 })).toEqual(problem("character_counting"));
    expect(read({ seed: 67, pages: 1 })).toMatchObject({ seed: 67, pages: 1 });
    expect(read({ seed: 67, pages: 2, "mix.character_counting": 1 })).toMatchObject({ pages: 2 });
  });

  it("says so where the validation's own pages have none, and not where no validation is held", () => {
    const weights = miniatureTasks.map(task => [`mix.${task}`, task === "character_counting" ? 1 : 0]);
    const counting = { seed: 53, ...(Object.fromEntries(weights) as Readonly<Record<string, number>>) };
    const problem = { kind: "problem", code: "no-validation-question", values: ["1"] };
    expect(read({ ...counting, validationQuestions: 4 })).toEqual(problem);
    expect(read({ ...counting, validationQuestions: 8 })).toMatchObject({ validationQuestions: 8 });
    expect(read({ ...counting, validationQuestions: 0 })).toMatchObject({ validationQuestions: 0 });
  });
});

describe("the problem of a strategy", () => {
  const pay = { part: "format" as const, weight: 1, when: [] };
  const scheduled = (...spans: readonly (readonly [number | null, number | null])[]): Strategy => ({
    id: "mine",
    options: {},
    seed: 0,
    segments: spans.map(([from, to]) => ({ from, to, terms: [pay], options: {} })),
  });

  const problemOf = (strategy: Strategy, responses = 8) => strategyProblem(strategy, { responses });

  it("is none for those that are built in", () => {
    for (const strategy of builtInStrategies) expect(problemOf(strategy), strategy.id).toBeNull();
  });

  it("is that one rollout a question has no rate of calls to be paid by", () => {
    expect(problemOf(strategyOf("pixel-reasoner"), 1)).toEqual({ code: "no-rate", values: [] });
    expect(problemOf(strategyOf("pixel-reasoner"), 2)).toBeNull();
    expect(problemOf(strategyOf("vanilla"), 1)).toBeNull();
  });

  it("is own code, which may ask a judge", () => {
    const own = { file: "reward.py", function: "compute_score", revision: 1 };
    expect(problemOf({ ...strategyOf("rarl"), own })).toEqual({ code: "own-code", values: ["reward.py"] });
  });

  it("is the first step that no segment holds", () => {
    expect(problemOf(scheduled([null, 17], [17, null]))).toBeNull();
    expect(problemOf(scheduled([1, null]))).toBeNull();
    expect(problemOf(scheduled([null, 17], [20, null]))).toEqual({ code: "uncovered", values: [17] });
    expect(problemOf(scheduled([5, null]))).toEqual({ code: "uncovered", values: [1] });
    expect(problemOf(scheduled([null, 100]))).toEqual({ code: "uncovered", values: [100] });
  });
});
