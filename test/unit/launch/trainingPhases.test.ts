import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInStrategies } from "../../../src/core/reward/builtInStrategies.js";
import { ruleAt } from "../../../src/core/reward/ruleAt.js";
import { strategySchema, type Strategy } from "../../../src/core/reward/strategy.js";
import { trainingPhases } from "../../../src/core/launch/trainingPhases.js";

const builtIn = (id: string): Strategy => builtInStrategies.find(one => one.id === id)!;
const wishes = { steps: 200, stepsIncludeWarmStart: true, skipsWarmStart: false };
const spans = (strategy: Strategy, more: Partial<typeof wishes> = {}) => {
  const { phases, warmSteps, steps } = trainingPhases(strategy, { ...wishes, ...more });
  return { phases: phases.map(({ name, lastStep }) => [name, lastStep]), warmSteps, steps };
};

/** Segments that follow each other, the last one open. */
const schedule = (...ends: number[]): Strategy =>
  strategySchema.parse({
    id: "made",
    segments: [...ends, null].map((to, index) => ({
      from: index === 0 ? null : ends[index - 1],
      to,
      terms: [{ part: "accuracy", weight: index + 1 }],
    })),
  });

describe("phases of a stage", () => {
  it("end the paper's warm start with step 16, inside or before the 200", () => {
    expect(spans(builtIn("two-phase"))).toEqual({
      phases: [
        ["warm", 16],
        ["main", 200],
      ],
      warmSteps: 16,
      steps: 200,
    });
    expect(spans(builtIn("two-phase"), { stepsIncludeWarmStart: false })).toEqual({
      phases: [
        ["warm", 16],
        ["main", 216],
      ],
      warmSteps: 16,
      steps: 216,
    });
  });

  it("are one where the strategy never changes", () => {
    expect(spans(builtIn("single-phase"), { stepsIncludeWarmStart: false })).toEqual({
      phases: [["main", 200]],
      warmSteps: 0,
      steps: 200,
    });
  });

  it("are without the warm start in a later stage, whose steps count from 1 again", () => {
    const { phases, steps } = trainingPhases(builtIn("two-phase"), { ...wishes, skipsWarmStart: true });
    expect(phases.map(one => [one.name, one.lastStep])).toEqual([["main", 200]]);
    expect(phases[0]!.rule.terms.length).toBeGreaterThan(1);
    expect(steps).toBe(200);
  });

  it("stop at the last step, and say what is never reached", () => {
    const made = trainingPhases(schedule(50, 300), wishes);
    expect(made.phases.map(one => one.lastStep)).toEqual([49, 200]);
    expect(made.findings).toMatchObject([{ level: "warning", code: "phase-unreached", values: ["made", 300, 200] }]);
  });

  it("cannot leave steps without a rule", () => {
    const ended = strategySchema.parse({ id: "short", segments: [{ to: 100, terms: [{ part: "accuracy" }] }] });
    const late = strategySchema.parse({ id: "late", segments: [{ from: 5, terms: [{ part: "accuracy" }] }] });
    expect(trainingPhases(ended, wishes).findings).toMatchObject([
      { code: "strategy-ends-early", values: ["short", 99, 200] },
    ]);
    expect(trainingPhases(late, wishes).findings).toMatchObject([
      { code: "strategy-starts-late", values: ["late", 5] },
    ]);
  });

  it("pay each step by the rule that the strategy has for it, whatever the schedule", () => {
    const ends = fc
      .uniqueArray(fc.integer({ min: 2, max: 60 }), { maxLength: 4 })
      .map(all => all.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(ends, fc.integer({ min: 1, max: 70 }), (bounds, steps) => {
        const strategy = schedule(...bounds);
        const { phases } = trainingPhases(strategy, { ...wishes, steps });
        expect(phases.at(-1)?.lastStep).toBe(steps);
        for (let step = 1; step <= steps; step++) {
          const phase = phases.find(one => step <= one.lastStep);
          expect(phase?.rule).toEqual(ruleAt(strategy, step));
        }
      }),
    );
  });
});
