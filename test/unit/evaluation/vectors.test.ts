import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg } from "../../../src/core/evaluation/benjaminiHochberg.js";
import { binomialShares } from "../../../src/core/evaluation/binomialShares.js";
import { clusterErrors } from "../../../src/core/evaluation/clusterErrors.js";
import { exactBootstrap } from "../../../src/core/evaluation/exactBootstrap.js";
import { guessingTest } from "../../../src/core/evaluation/guessingTest.js";
import { holm } from "../../../src/core/evaluation/holm.js";
import { allAtK, passAtK } from "../../../src/core/evaluation/passAtK.js";
import { detectableDifference, detectableUnpaired, itemsNeeded } from "../../../src/core/evaluation/power.js";
import { quadraticKappa } from "../../../src/core/evaluation/quadraticKappa.js";
import { roganGladen } from "../../../src/core/evaluation/roganGladen.js";
import { wilson } from "../../../src/core/evaluation/wilson.js";
import { statisticsVectors as vectors } from "../../fixtures/statistics/statisticsVectors.js";

function expectNear(found: number | null | undefined, wanted: number | null): void {
  if (wanted === null) expect(found).toBeNull();
  else expect(Math.abs((found ?? NaN) - wanted)).toBeLessThanOrEqual(1e-9 * Math.min(1, Math.abs(wanted) || 1));
}

/** Where the exact result is 0, rounding may leave less than this. */
const expectClose = (found: number | null | undefined, wanted: number | null) => {
  if (wanted === null) expect(found).toBeNull();
  else expect(Math.abs((found ?? NaN) - wanted)).toBeLessThanOrEqual(1e-9);
};

describe("right answers by guessing", () => {
  it.each(vectors.binomial)("$k of $n at $p0", ({ k, n, p0, p }) => {
    expectNear(guessingTest(k, [{ n, chance: p0 }]), p);
  });

  it("takes questions of different chances as they are", () => {
    // Two at 1/2 and one at 1/4: P(0…3) = 3/16, 7/16, 5/16, 1/16.
    const groups = [
      { n: 2, chance: 0.5 },
      { n: 1, chance: 0.25 },
    ];
    expectNear(guessingTest(3, groups), 1 / 16);
    expectNear(guessingTest(0, groups), 4 / 16);
    expectNear(guessingTest(2, groups), 9 / 16);
    expectNear(guessingTest(1, groups), 1);
  });

  it("is the same whether equal questions come in one group or in several", () => {
    const cases = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(80), fc.constantFrom(0.25, 0.5, 0.1));
    fc.assert(
      fc.property(cases, ([a, b, k, chance]) => {
        fc.pre(a + b > 0 && k <= a + b);
        const split = guessingTest(k, [
          { n: a, chance },
          { n: b, chance },
        ]);
        expectClose(split, guessingTest(k, [{ n: a + b, chance }]));
      }),
    );
  });

  it("adds up to one, for thousands of questions too", () => {
    for (const n of [1, 37, 16_264]) {
      for (const chance of [0, 0.25, 0.5, 1]) {
        const sum = binomialShares(n, chance).reduce((total, share) => total + share, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
      }
    }
  });

  it("says nothing of no questions, or of parts of right answers", () => {
    expect(guessingTest(0, [])).toBeNull();
    expect(guessingTest(1.5, [{ n: 3, chance: 0.5 }])).toBeNull();
    expect(guessingTest(4, [{ n: 3, chance: 0.5 }])).toBeNull();
  });
});

describe("errors of a mean of clusters", () => {
  it.each(vectors.clusters)("$clusters", ({ clusters, mean, errorNaive, cr0, error, miller, designEffect }) => {
    const found = clusterErrors(clusters);
    expectNear(found?.mean, mean);
    expectClose(found?.naive, errorNaive);
    expectClose(found?.cr0, cr0);
    expectClose(found?.cr1, error);
    expectClose(found?.miller, miller);
    expectClose(found?.designEffect, designEffect);
  });

  it.each(vectors.clusters.flatMap(one => (one.exact === null ? [] : [{ ...one, exact: one.exact }])))(
    "over all resamples of $clusters",
    ({ clusters, exact }) => {
      const found = exactBootstrap(clusters);
      expect(found?.resamples).toBe(exact.resamples);
      expectNear(found?.mean, exact.mean);
      expectClose(found?.error, exact.se);
    },
  );

  it.each(vectors.paired)(
    "of differences of $a and $b",
    ({ a, b, mean, errorNaive, cr0, error, miller, designEffect }) => {
      const found = clusterErrors(a.map((cluster, i) => cluster.map((value, k) => value - (b[i]?.[k] ?? NaN))));
      expectNear(found?.mean, mean);
      expectClose(found?.naive, errorNaive);
      expectClose(found?.cr0, cr0);
      expectClose(found?.cr1, error);
      expectClose(found?.miller, miller);
      expectClose(found?.designEffect, designEffect);
    },
  );

  it("has none without values, and no resamples of too many clusters", () => {
    expect(clusterErrors([])).toBeNull();
    expect(exactBootstrap([])).toBeNull();
    expect(exactBootstrap(Array.from({ length: 11 }, () => [1]))).toBeNull();
  });
});

describe("kappa of ordered classes", () => {
  it.each(vectors.kappa.filter(({ quadratic }) => quadratic !== null))("$matrix", ({ matrix, quadratic }) => {
    expectNear(quadraticKappa(matrix), quadratic);
  });

  it("is Cohen's where there are two classes", () => {
    for (const { matrix, kappa } of vectors.kappa) if (matrix.length === 2) expectClose(quadraticKappa(matrix), kappa);
  });
});

describe("several attempts", () => {
  it.each(vectors.passes)("$c of $n, $k drawn", ({ n, c, k, pass, all }) => {
    expectNear(passAtK(n, c, k), pass);
    expectClose(allAtK(n, c, k), all);
  });
});

describe("adjusted p values", () => {
  it.each(vectors.adjusted)("$p", ({ p, bh, holm: claims }) => {
    benjaminiHochberg(p).forEach((value, i) => expectNear(value, bh[i] ?? NaN));
    holm(p).forEach((value, i) => expectNear(value, claims[i] ?? NaN));
  });

  it("of exploring are never above those of claims", () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(values, p => {
        const claims = holm(p);
        benjaminiHochberg(p).forEach((value, i) => {
          expect(value).toBeLessThanOrEqual((claims[i] ?? NaN) + 1e-12);
          expect(value).toBeGreaterThanOrEqual((p[i] ?? NaN) - 1e-12);
        });
      }),
    );
  });
});

it.each(vectors.judge)("a judge's $observed is corrected", ({ observed, sensitivity, specificity, raw, clamped }) => {
  const found = roganGladen(observed, sensitivity, specificity);
  expectClose(found?.raw ?? null, raw);
  expectClose(found?.clamped ?? null, clamped);
});

describe("power", () => {
  it.each(vectors.power)("of $n items", ({ n, half, unpaired, paired20, paired40 }) => {
    const interval = wilson(Math.floor(n / 2), n);
    expectNear(((interval?.hi ?? NaN) - (interval?.lo ?? NaN)) / 2, half);
    expectNear(detectableUnpaired(n), unpaired);
    expectNear(detectableDifference(n, 0.2), paired20);
    expectNear(detectableDifference(n, 0.4), paired40);
  });

  it("needs as many items as make the difference detectable, and not one fewer", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.3, noNaN: true }),
        fc.double({ min: 1.2, max: 3, noNaN: true }),
        (d, times) => {
          const needed = itemsNeeded(d, Math.min(1, d * times)) ?? NaN;
          expect(detectableDifference(needed, Math.min(1, d * times)) ?? NaN).toBeLessThanOrEqual(d + 1e-9);
          if (needed > 1)
            expect(detectableDifference(needed - 1, Math.min(1, d * times)) ?? NaN).toBeGreaterThan(d - 1e-9);
        },
      ),
    );
    expect(itemsNeeded(0, 0.2)).toBeNull();
    expect(detectableDifference(0, 0.2)).toBeNull();
  });
});
