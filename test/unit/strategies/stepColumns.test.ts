import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stepColumns } from "../../../webview/strategies/stepColumns.js";

const source = (steps: readonly number[]) =>
  ({ run: "/runs/a", name: "a", phase: "training", folder: null, steps, rollouts: 10 }) as const;
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const rangesOf = (text: string, steps = range(1, 160)) => {
  const read = stepColumns.read(text, source(steps));
  return read.kind === "columns" ? read.columns.map(({ from, to }) => [from, to]) : read;
};

describe("the columns that a person types", () => {
  it("are steps and ranges of steps", () => {
    expect(rangesOf("40, 80,100-120; 121 – 160")).toEqual([
      [40, 40],
      [80, 80],
      [100, 120],
      [121, 160],
    ]);
  });

  it("name the word that is none", () => {
    expect(rangesOf("40, soon")).toEqual({ kind: "problem", problem: "not-steps", word: "soon" });
    expect(rangesOf("120-100")).toEqual({ kind: "problem", problem: "not-steps", word: "120-100" });
    expect(rangesOf("9".repeat(30))).toMatchObject({ problem: "not-steps" });
  });

  it("must hold rollouts", () => {
    expect(rangesOf("40, 41", [40, 80])).toEqual({ kind: "problem", problem: "empty", word: "41" });
    expect(rangesOf("41-79", [40, 80])).toMatchObject({ problem: "empty" });
    expect(rangesOf("41-80", [40, 80])).toEqual([[41, 80]]);
  });

  it("are 24 at most", () => {
    expect(rangesOf(range(1, 24).join())).toHaveLength(24);
    expect(rangesOf(range(1, 25).join())).toMatchObject({ problem: "too-many" });
  });
});

describe("the suggested columns", () => {
  it("are spread over the run, the first and the last step among them", () => {
    expect(rangesOf("")).toEqual([
      [1, 1],
      [54, 54],
      [107, 107],
      [160, 160],
    ]);
    expect(rangesOf(" , ", [40, 80])).toEqual([
      [40, 40],
      [80, 80],
    ]);
  });

  it("of rollouts without steps are one, whatever is typed", () => {
    expect(rangesOf("40", [])).toEqual([[null, null]]);
  });

  it("read back from their text, whatever the steps", () => {
    const steps = fc
      .uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 60 })
      .map(list => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(steps, list => {
        const columns = stepColumns.suggested(source(list));
        expect(stepColumns.read(stepColumns.write(columns), source(list))).toEqual({ kind: "columns", columns });
        expect(new Set(columns.map(({ from }) => from)).size).toBe(columns.length);
      }),
    );
  });
});
