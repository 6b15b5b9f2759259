import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AdvantageGroup, advantages, whiteningUnit } from "../../../src/core/reward/advantages.js";
import { type EstimatorId, estimatorIds } from "../../../src/core/reward/estimatorId.js";

const reward = fc.integer({ min: -400, max: 1200 }).map(value => value / 100);
const rewards = fc.array(reward, { minLength: 2, maxLength: 16 });
const centred: readonly EstimatorId[] = ["grpo", "grpo-trl", "dr-grpo", "rloo"];

const one = (values: readonly number[], estimator: EstimatorId) =>
  advantages([{ rewards: values }], estimator)[0] ?? [];
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe.each(centred)("%s", estimator => {
  it("sums to zero in groups of two or more", () => {
    fc.assert(
      fc.property(rewards, values => {
        expect(sumOf(one(values, estimator))).toBeCloseTo(0, 8);
      }),
    );
  });

  it("does not change when all rewards are shifted", () => {
    fc.assert(
      fc.property(rewards, fc.integer({ min: -50, max: 50 }), (values, shift) => {
        const before = one(values, estimator);
        const after = one(
          values.map(value => value + shift),
          estimator,
        );
        before.forEach((value, index) => expect(after[index]).toBeCloseTo(value, 6));
      }),
    );
  });
});

describe.each(estimatorIds)("%s", estimator => {
  it("orders rollouts of a group as their rewards do, and so does any rising change of the rewards", () => {
    const rising = fc.constantFrom<(value: number) => number>(
      value => 2 * value + 1,
      value => value ** 3,
      value => Math.exp(value / 4),
      value => Math.max(value, 0) + value / 10,
    );
    fc.assert(
      fc.property(rewards, rising, (values, change) => {
        for (const given of [one(values, estimator), one(values.map(change), estimator)]) {
          values.forEach((value, a) =>
            values.forEach((other, b) => {
              if (value < other) expect(given[a]).toBeLessThan(given[b] ?? NaN);
              if (value === other) expect(given[a]).toBeCloseTo(given[b] ?? NaN, 9);
            }),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it("gives finite numbers, one a rollout, whatever the groups", () => {
    const group = fc.array(reward, { maxLength: 5 }).map((values): AdvantageGroup => ({ rewards: values }));
    fc.assert(
      fc.property(fc.array(group, { maxLength: 5 }), groups => {
        const given = advantages(groups, estimator);
        expect(given.map(({ length }) => length)).toEqual(groups.map(({ rewards: { length } }) => length));
        expect(given.flat().every(Number.isFinite)).toBe(true);
      }),
    );
  });
});

describe("estimators that look at one group", () => {
  it("give equal rewards exactly nothing, however they are rounded", () => {
    for (const estimator of centred) expect(one([0.1, 0.1, 0.1], estimator)).toEqual([0, 0, 0]);
  });

  it("treat a group of one as their trainers do", () => {
    const alone = (estimator: EstimatorId) => one([3], estimator)[0];
    expect(alone("grpo")).toBeCloseTo(2.999997, 6);
    expect(alone("rloo")).toBe(3);
    expect([alone("grpo-trl"), alone("dr-grpo"), alone("grpo-population")]).toEqual([0, 0, 0]);
  });

  it("leave one out: each against the mean of the others", () => {
    fc.assert(
      fc.property(rewards, values => {
        one(values, "rloo").forEach((advantage, index) => {
          const others = values.filter((_, other) => other !== index);
          expect(advantage).toBeCloseTo((values[index] ?? NaN) - sumOf(others) / others.length, 8);
        });
      }),
    );
  });
});

describe("estimators that whiten over the batch", () => {
  const whitening = ["reinforce++", "reinforce++-baseline", "gdpo"] as const;
  const group = fc
    .array(fc.tuple(reward, fc.integer({ min: 1, max: 9 })), { minLength: 2, maxLength: 6 })
    .map((pairs): AdvantageGroup => ({
      rewards: pairs.map(([value]) => value),
      tokens: pairs.map(([, count]) => count),
    }));

  it.each(whitening)("%s: mean 0 and variance 1 over tokens", estimator => {
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 4 }), groups => {
        const values = advantages(groups, estimator).flatMap((given, index) =>
          given.flatMap((value, at) => new Array<number>(groups[index]?.tokens?.[at] ?? 0).fill(value)),
        );
        expect(sumOf(values)).toBeCloseTo(0, 6);
        if (values.every(value => value === 0)) return;
        const variance = sumOf(values.map(value => value ** 2)) / (values.length - 1);
        // The 1e-8 inside the root shows where there is next to no variance.
        expect(variance).toBeGreaterThan(0.9);
        expect(variance).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it("reinforce++ keeps the difference between groups, its baseline takes it away", () => {
    const groups = [{ rewards: [0, 0, 1] }, { rewards: [9, 9, 10] }];
    const [low, high] = advantages(groups, "reinforce++");
    expect(Math.max(...(low ?? []))).toBeLessThan(Math.min(...(high ?? [])));
    const [first, second] = advantages(groups, "reinforce++-baseline");
    first?.forEach((value, index) => expect(second?.[index]).toBeCloseTo(value, 9));
  });

  it("gdpo counts every part alike, however large it is", () => {
    const components = (scale: number) => ({ accuracy: [0, 0, 1, 1], tool: [0, scale, 0, scale] });
    const small = advantages([{ rewards: [0, 0, 0, 0], components: components(1) }], "gdpo");
    const large = advantages([{ rewards: [9, 9, 9, 9], components: components(100) }], "gdpo");
    small[0]?.forEach((value, index) => expect(large[0]?.[index]).toBeCloseTo(value, 4));
    expect(small[0]?.[1]).toBeCloseTo(small[0]?.[2] ?? NaN, 9);
  });

  it("gdpo adds parts by their weights: a negative one turns the push round, one of 0 takes it away", () => {
    const components = { accuracy: [0, 0, 1, 1], calls: [0, 1, 0, 1] };
    const of = (weights: Readonly<Record<string, number>>) =>
      advantages([{ rewards: [0, 0, 0, 0], components, weights }], "gdpo")[0] ?? [];
    const [bonus, penalty] = [of({ calls: 0.05 }), of({ calls: -0.05 })];
    expect((bonus[1] ?? NaN) - (bonus[0] ?? NaN)).toBeGreaterThan(0);
    expect((penalty[1] ?? NaN) - (penalty[0] ?? NaN)).toBeLessThan(0);
    expect(of({ calls: 0 })[1]).toBeCloseTo(of({ calls: 0 })[0] ?? NaN, 9);
    expect(of({ accuracy: 1 })).toEqual(of({}));
  });

  it("say what they count", () => {
    const tokens = { rewards: [1], tokens: [5] };
    expect(whiteningUnit([tokens], "gdpo")).toBe("token");
    expect(whiteningUnit([tokens, { rewards: [1] }], "gdpo")).toBe("rollout");
    expect(whiteningUnit([tokens], "grpo")).toBeNull();
  });
});
