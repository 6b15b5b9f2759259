import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { taskKinds } from "../../../src/core/benchmark/taskKinds.js";
import { checkReport } from "../../../src/core/evaluation/judge/checkReport.js";
import { type CheckCandidate, stratifiedCheck } from "../../../src/core/evaluation/judge/stratifiedCheck.js";
import type { VerdictOutcome } from "../../../src/core/evaluation/verdictRecord.js";
import { madeVerdict } from "../evaluation/madeRecords.js";

const candidate = (id: string, more: Partial<CheckCandidate> = {}): CheckCandidate => ({
  ...{ id, task: "panel_understanding", verdict: "correct", model: "m" },
  ...more,
});
const many = (count: number, name: string, more: Partial<CheckCandidate> = {}): readonly CheckCandidate[] =>
  Array.from({ length: count }, (_, at) => candidate(`${name}-${at}`, more));

const candidates = fc
  .array(
    fc.record({
      task: fc.constantFrom(...taskKinds.slice(0, 3)),
      verdict: fc.constantFrom("correct", "incorrect", "no_answer"),
      model: fc.constantFrom("a", "b"),
    }),
    { maxLength: 60 },
  )
  .map(all => all.map((one, at): CheckCandidate => ({ id: `pr-${at}`, ...one })));

describe("a list for checking a judge", () => {
  it("has half of what the judge holds right and half of the rest, each as its kinds are", () => {
    const { drawn, strata } = stratifiedCheck(
      [
        ...many(900, "a"),
        ...many(300, "b", { model: "n" }),
        ...many(60, "c", { verdict: "incorrect" }),
        ...many(40, "d", { verdict: "no_answer" }),
      ],
      { size: 100, seed: 0 },
    );
    expect(drawn).toHaveLength(100);
    expect(strata.map(({ verdict, model, judged, drawn: taken }) => [verdict, model, judged, taken])).toEqual([
      ["correct", "m", 900, 38],
      ["correct", "n", 300, 12],
      ["incorrect", "m", 60, 30],
      ["no_answer", "m", 40, 20],
    ]);
  });

  it("gives to one side what the other has not", () => {
    const few = stratifiedCheck([...many(95, "a"), ...many(7, "b", { verdict: "incorrect" })], { size: 100, seed: 0 });
    expect(few.drawn.filter(({ verdict }) => verdict === "correct")).toHaveLength(93);
    expect(few.drawn).toHaveLength(100);
    const fewRight = stratifiedCheck([...many(3, "a"), ...many(50, "b", { verdict: "incorrect" })], {
      size: 20,
      seed: 0,
    });
    expect(fewRight.drawn.filter(({ verdict }) => verdict === "correct")).toHaveLength(3);
    expect(fewRight.drawn).toHaveLength(20);
  });

  it("draws as many as there are, each once, whatever their order, and never more of a kind than it has", () => {
    fc.assert(
      fc.property(candidates, fc.nat(80), fc.nat(5), (all, size, seed) => {
        const { drawn, strata } = stratifiedCheck(all, { size, seed });
        expect(drawn).toHaveLength(Math.min(size, all.length));
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
        expect(strata.every(one => one.drawn <= one.judged)).toBe(true);
        expect(strata.reduce((sum, one) => sum + one.judged, 0)).toBe(all.length);
        expect(stratifiedCheck(all.toReversed(), { size, seed }).drawn).toEqual(drawn);
      }),
      { numRuns: 60 },
    );
  });

  it("is another one by another seed, and says nothing by its order", () => {
    const all = [...many(200, "a"), ...many(200, "b", { verdict: "incorrect" })];
    const ids = (seed: number) => stratifiedCheck(all, { size: 40, seed }).drawn.map(({ id }) => id);
    expect(ids(1)).not.toEqual(ids(0));
    const { drawn } = stratifiedCheck(all, { size: 40, seed: 0 });
    const changes = drawn.filter(({ verdict }, at) => verdict !== drawn[at - 1]?.verdict).length;
    expect(changes).toBeGreaterThan(8);
  });
});

describe("the report on a list", () => {
  const verdicts = (outcomes: Readonly<Record<string, VerdictOutcome>>) =>
    new Map(Object.entries(outcomes).map(([id, outcome]) => [id, madeVerdict({ outcome })]));

  it("has kappa over right and not right, of what was decided on the list alone", () => {
    const judge = verdicts({ a: "correct", b: "incorrect", c: "no_answer", d: "correct", e: "correct" });
    const person = verdicts({ a: "correct", b: "no_answer", c: "incorrect", d: "incorrect", e: "correct" });
    const report = checkReport(["a", "b", "c", "d", "f"], judge, person);
    expect([report.drawn, report.decided]).toEqual([5, 4]);
    // Judge right on a, d; person on a: (1, 1, 0, 2) agree on 3 of 4; by chance 2/4 × 1/4 + 2/4 × 3/4.
    expect(report.agreement).toMatchObject({ n: 4, agreed: 0.75, kappa: 0.5 });
    expect(report.agreement?.interval?.lo).toBeLessThan(0.5);
    expect(report.person).toMatchObject({ n: 4, observed: 0.6 });
  });

  it("says nothing before anything is decided, and leaves out what the person leaves out", () => {
    const judge = verdicts({ a: "correct" });
    expect(checkReport(["a"], judge, new Map())).toMatchObject({ decided: 0, agreement: null });
    expect(checkReport(["a"], judge, verdicts({ a: "excluded" }))).toMatchObject({ decided: 1, agreement: null });
  });
});
