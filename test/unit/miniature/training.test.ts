import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimatorIds } from "../../../src/core/reward/estimatorId.js";
import { miniatureStateSchema } from "../../../src/core/simulate/miniature/miniatureState.js";
import { openMiniature } from "../../../src/core/simulate/miniature/openMiniature.js";
import { nextSteps, openWith, optionsWith, small, strategyOf } from "./trainingOf.js";

const figuresOf = (spec: string, changed: Parameters<typeof openWith>[1], steps: number) => {
  const miniature = openWith(spec, changed);
  return { figures: nextSteps(miniature, steps).map(({ figures }) => figures), theta: miniature.state().theta };
};

describe("a training", () => {
  it("is the same, bit for bit, for the same seed, and another for another", () => {
    const one = figuresOf("two-phase", { seed: 5 }, 20);
    // Other seeds in between must not matter: pages are kept for the last few.
    const others = [6, 7, 8, 9].map(seed => figuresOf("two-phase", { seed }, 2));
    expect(figuresOf("two-phase", { seed: 5 }, 20)).toEqual(one);
    for (const other of others) expect(other.figures[0]).not.toEqual(one.figures[0]);
  });

  it("shows all strategies the same first batch under one seed", () => {
    const batch = (spec: string) =>
      openWith(spec, { seed: 5 })
        .next()
        .groups.map(({ asked, rollouts }) => ({
          question: asked.question.id,
          rollouts: rollouts.map(({ calls, ending, isRight }) => ({ calls, ending, isRight })),
        }));
    expect(batch("single-phase")).toEqual(batch("two-phase"));
    expect(batch("deepeyes")).toEqual(batch("two-phase"));
  });

  it("never clips with one update a step, and its divergence is never negative", () => {
    for (const { clipFraction, kl } of figuresOf("two-phase", { seed: 5 }, 40).figures) {
      expect(clipFraction).toBe(0);
      expect(kl).toBeGreaterThanOrEqual(0);
    }
  });

  it("clips with two passes over a batch", () => {
    const { figures } = figuresOf("single-phase", { seed: 5, epochs: 2 }, 20);
    expect(figures.some(({ clipFraction }) => clipFraction > 0)).toBe(true);
  });

  it("is the same up to rounding with a reward that is shifted by a constant", () => {
    const usual = figuresOf("rarl", { seed: 5 }, 40);
    const shifted = figuresOf("rarl@formatValues=0/-1", { seed: 5 }, 40);
    shifted.theta.forEach((value, index) => expect(value).toBeCloseTo(usual.theta[index]!, 7));
    shifted.figures.forEach(({ reward }, step) => expect(reward).toBeCloseTo(usual.figures[step]!.reward - 1, 9));
  });

  it("learns to find what is asked for under the paper's strategy, from under a tenth of the view to more than half", () => {
    const { figures } = figuresOf("two-phase", { seed: 1 }, 200);
    const mean = (from: number, to: number) =>
      figures.slice(from, to).reduce((sum, { found }) => sum + found, 0) / (to - from);
    expect(mean(0, 5)).toBeLessThan(0.12);
    expect(mean(180, 200)).toBeGreaterThan(0.55);
  });
});

const flatReward = { id: "flat", options: { formatValues: [1, 1] as [number, number] }, segments: [], seed: 0 };

describe("properties of a training", () => {
  it("theta stays exactly 0 where all rewards are equal, whatever the estimator", () => {
    const strategy = {
      ...flatReward,
      segments: [{ from: null, to: null, terms: [{ part: "format" as const, weight: 1, when: [] }], options: {} }],
    };
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.constantFrom(...estimatorIds),
        fc.integer({ min: 1, max: 3 }),
        (seed, estimator, epochs) => {
          const miniature = openMiniature(optionsWith({ ...small, seed, estimator, epochs }), strategy);
          const steps = nextSteps(miniature, 4);
          expect(miniature.state().theta.every(value => value === 0)).toBe(true);
          expect(steps.map(({ figures }) => figures.flatGroups)).toEqual([1, 1, 1, 1]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("goes on from a checkpoint of any step as if it had never been broken off", () => {
    const drawn = fc.record({
      seed: fc.nat(50),
      spec: fc.constantFrom("two-phase", "deepeyes", "rarl", "format-random", "pixel-reasoner"),
      epochs: fc.integer({ min: 1, max: 2 }),
      miniBatch: fc.integer({ min: 1, max: 4 }),
      secondMoment: fc.constantFrom("own" as const, "shared" as const),
      estimator: fc.constantFrom(...estimatorIds),
      stop: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(drawn, ({ spec, stop, ...changed }) => {
        const options = optionsWith({ ...small, ...changed });
        const unbroken = openMiniature(options, strategyOf(spec));
        nextSteps(unbroken, stop);
        const state = miniatureStateSchema.parse(JSON.parse(JSON.stringify(unbroken.state())));
        const resumed = openMiniature(options, strategyOf(spec), state);
        expect(resumed.validate()).toEqual(unbroken.validate());
        expect(nextSteps(resumed, 2)).toEqual(nextSteps(unbroken, 2));
        expect(resumed.state()).toEqual(unbroken.state());
      }),
      { numRuns: 40 },
    );
  });

  it("a validation changes nothing of what is trained, and asks the same questions every time", () => {
    const one = openWith("two-phase", small);
    const other = openWith("two-phase", small);
    const asked = [0, 1, 2].map(() => {
      const ids = one.validate().map(({ asked: { question } }) => question.id);
      expect(one.next()).toEqual(other.next());
      return ids;
    });
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[2]).toEqual(asked[0]);
    expect(new Set(asked[0]).size).toBe(6);
  });

  it("refuses a state of another policy", () => {
    const state = { ...openWith("rarl", small).state(), theta: [0, 1] };
    expect(miniatureStateSchema.safeParse(state).success).toBe(false);
    expect(() => openMiniature(optionsWith(small), strategyOf("rarl"), state)).toThrow(RangeError);
  });
});
