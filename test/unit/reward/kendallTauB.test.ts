import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advantageTau } from "../../../src/core/reward/advantageTau.js";
import { kendallTauB } from "../../../src/core/reward/kendallTauB.js";
import { tiedRanks } from "../../../src/core/reward/tiedRanks.js";

/** The definition, pair by pair. */
function byPairs(x: readonly number[], y: readonly number[]): number | null {
  let sum = 0;
  let untiedX = 0;
  let untiedY = 0;
  x.forEach((xi, i) =>
    x.slice(i + 1).forEach((xj, k) => {
      const dx = Math.sign(xi - xj);
      const dy = Math.sign((y[i] ?? 0) - (y[i + 1 + k] ?? 0));
      sum += dx * dy;
      untiedX += dx ** 2;
      untiedY += dy ** 2;
    }),
  );
  return untiedX === 0 || untiedY === 0 ? null : sum / Math.sqrt(untiedX * untiedY);
}

const pairs = (value: fc.Arbitrary<number>) => fc.array(fc.tuple(value, value), { maxLength: 40 });

describe("Kendall's tau-b", () => {
  it("is what the definition says, with many ties and with none", () => {
    const few = fc.integer({ min: -2, max: 2 });
    const many = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.oneof(pairs(few), pairs(many)), list => {
        const x = list.map(([value]) => value);
        const y = list.map(([, value]) => value);
        expect(kendallTauB(x, y)).toEqual(byPairs(x, y));
      }),
    );
  });

  it("is exactly 1 for the same order and -1 for the reverse, however the values are spread", () => {
    const values = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(values, x => {
        expect(
          kendallTauB(
            x,
            x.map(value => value ** 3),
          ),
        ).toBe(1);
        expect(
          kendallTauB(
            x,
            x.map(value => -5 * value),
          ),
        ).toBe(-1);
      }),
    );
  });

  it("is null where one side does not vary", () => {
    expect(kendallTauB([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(kendallTauB([1, 2, 3], [0, 0, 0])).toBeNull();
    expect(kendallTauB([1], [1])).toBeNull();
    expect(kendallTauB([], [])).toBeNull();
  });

  it("gives a worked example with ties on both sides", () => {
    // Of 10 pairs one is tied in x and another in y; of the others 7 agree and 1 does not.
    expect(kendallTauB([1, 2, 2, 3, 4], [1, 3, 2, 2, 5])).toBeCloseTo(6 / 9, 12);
  });
});

describe("tau of advantages", () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })), {
    minLength: 2,
    maxLength: 60,
  });

  it("is tau-b, for few rollouts and for many", () => {
    fc.assert(
      fc.property(steps, list => {
        const [x, y] = [list.map(([value]) => value / 3), list.map(([, value]) => value / 7)];
        const expected = byPairs(x, y);
        const found = advantageTau(x, y);
        if (expected === null) expect(found).toBeNull();
        else expect(found).toBeCloseTo(expected, 12);
      }),
    );
  });

  it("ties what differs by rounding alone", () => {
    fc.assert(
      fc.property(steps, list => {
        const x = list.map(([value]) => value);
        const rounded = x.map((value, k) => value * (1 + (k % 3) * 1e-7));
        expect(advantageTau(x, rounded) ?? 1).toBe(1);
      }),
    );
  });
});

describe("ranks with ties", () => {
  it("lets values that differ by rounding share a rank, and no others", () => {
    expect([...tiedRanks([3.0000001, 1, 3, 2], 1e-5)]).toEqual([2, 0, 2, 1]);
    expect([...tiedRanks([], 1)]).toEqual([]);
  });

  it("keeps the order of all values further apart than the tolerance", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { maxLength: 30 }), values => {
        const ranks = tiedRanks(values, 1e-3);
        values.forEach((a, i) =>
          values.forEach((b, j) => {
            if (b - a > 1e-3 * values.length) expect(ranks[j] ?? 0).toBeGreaterThan(ranks[i] ?? 0);
            if (a === b) expect(ranks[i]).toBe(ranks[j]);
          }),
        );
      }),
    );
  });
});
