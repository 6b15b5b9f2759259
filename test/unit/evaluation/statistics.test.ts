import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrap } from "../../../src/core/evaluation/bootstrap.js";
import { clusterMean } from "../../../src/core/evaluation/clusterMean.js";
import { holm } from "../../../src/core/evaluation/holm.js";
import { mcnemar } from "../../../src/core/evaluation/mcnemar.js";
import { mulberry32 } from "../../../src/core/evaluation/mulberry32.js";
import { tInterval } from "../../../src/core/evaluation/tInterval.js";
import { welchDifference } from "../../../src/core/evaluation/welchDifference.js";
import { wilson } from "../../../src/core/evaluation/wilson.js";
import { statisticsVectors as vectors } from "../../fixtures/statistics/statisticsVectors.js";

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const meanOf = (clusters: readonly (readonly number[])[]) =>
  clusterMean(
    clusters.map(total),
    clusters.map(({ length }) => length),
  );

/** Within 1e-9, and relatively so: most p values here are far smaller than that. */
function expectNear(found: number | null | undefined, wanted: number): void {
  expect(Math.abs((found ?? NaN) - wanted)).toBeLessThanOrEqual(1e-9 * Math.min(1, Math.abs(wanted) || 1));
}

describe("Wilson's interval", () => {
  it.each(vectors.wilson)("of $k in $n", ({ k, n, lo, hi }) => {
    const found = wilson(k, n);
    if (lo === null || hi === null) expect(found).toBeNull();
    else {
      expectNear(found?.lo, lo);
      expectNear(found?.hi, hi);
    }
  });

  it.each(vectors.wilsonOfClusters)(
    "of $k in $n with design effect $designEffect",
    ({ k, n, designEffect, lo, hi }) => {
      expectNear(wilson(k, n, designEffect)?.lo, lo);
      expectNear(wilson(k, n, designEffect)?.hi, hi);
    },
  );
});

describe("exact tests", () => {
  it.each(vectors.mcnemar)("McNemar of $b against $c", ({ b, c, p }) => {
    expectNear(mcnemar(b, c), p);
    expectNear(mcnemar(c, b), p);
  });

  it("McNemar's is the sum of whole numbers that it stands for", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (b, c) => {
        let [term, sum] = [1n, 0n];
        for (let i = 0n; i <= BigInt(Math.min(b, c)); i++) {
          sum += term;
          term = (term * (BigInt(b + c) - i)) / (i + 1n);
        }
        expectNear(mcnemar(b, c), Math.min(1, (2 * Number(sum)) / 2 ** (b + c)));
      }),
    );
  });

  it("stays a probability for counts whose powers of two underflow", () => {
    expect(mcnemar(30_000, 29_900)).toBeGreaterThan(0.6);
    expect(mcnemar(30_000, 20_000)).toBeGreaterThanOrEqual(0);
    expect(mcnemar(30_000, 30_000)).toBe(1);
  });
});

describe("a mean of clusters", () => {
  it.each(vectors.clusters)("over $clusters", ({ clusters, mean, error, tCritical }) => {
    const found = meanOf(clusters);
    expectNear(found.mean, mean);
    if (error === null) {
      expect(found.error).toBeNull();
      expect(tInterval(found)).toMatchObject({ lo: null, hi: null });
      return;
    }
    expectNear(found.error, error);
    expectNear(tInterval(found).hi, mean + (tCritical ?? NaN) * error);
    expectNear(tInterval(found).lo, mean - (tCritical ?? NaN) * error);
  });

  it.each(vectors.clusters.flatMap(one => (one.bootstrap === null ? [] : [{ ...one, bootstrap: one.bootstrap }])))(
    "resampled as other programs resample $clusters",
    ({ clusters, bootstrap: wanted }) => {
      const share = (drawn: Int32Array) => {
        const values = [...drawn].flatMap(i => clusters[i] ?? []);
        return total(values) / values.length;
      };
      const found = bootstrap(clusters.length, share, { seed: wanted.seed, draws: wanted.B });
      // The same draws and the same sums: to the last bit.
      expect(found).toEqual({ mean: wanted.mean, error: wanted.se, lo: wanted.lo, hi: wanted.hi });
    },
  );

  it("leaves clusters without values out of their number", () => {
    const found = clusterMean([2, 0, 1], [2, 0, 2]);
    expect(found).toEqual(clusterMean([2, 1], [2, 2]));
    expect(found.clusters).toBe(2);
  });

  it("has neither mean nor bounds without values", () => {
    expect(tInterval(clusterMean([], []))).toEqual({ value: null, lo: null, hi: null, n: 0 });
    expect(bootstrap(0, () => 1)).toBeNull();
  });

  it("leaves resamples without a value out", () => {
    const found = bootstrap(2, drawn => (drawn[0] === drawn[1] ? NaN : 1));
    expect(found).toMatchObject({ mean: 1, lo: 1, hi: 1 });
    expect(bootstrap(2, () => NaN)).toBeNull();
  });
});

it("mulberry32 gives the numbers that it gives elsewhere", () => {
  const next = mulberry32(20251109);
  for (const wanted of vectors.mulberry32) expect(next()).toBe(wanted);
});

describe("paired differences", () => {
  it.each(vectors.paired)("of $a and $b", ({ a, b, mean, error, mcnemar: wanted }) => {
    const differences = a.map((cluster, i) => cluster.map((value, k) => value - (b[i]?.[k] ?? NaN)));
    const found = meanOf(differences);
    expectNear(found.mean, mean);
    expectNear(found.error, error);
    const count = (sign: number) => differences.flat().filter(one => one === sign).length;
    expect([count(1), count(-1)]).toEqual([wanted.b, wanted.c]);
    expectNear(mcnemar(count(1), count(-1)), wanted.p);
  });
});

describe("a difference of unpaired means", () => {
  it("is Welch's", () => {
    // Two samples of a textbook size: means 3 and 5, variances 2.5 and 10, so se² = 0.5 + 2 and ν = 2.5² / (0.25/4 + 4/4).
    const found = welchDifference(meanOf([[1], [2], [3], [4], [5]]), meanOf([[1], [3], [5], [7], [9]]));
    expect(found.value).toBeCloseTo(2, 12);
    const freedom = 6.25 / (0.0625 + 1);
    expect(freedom).toBeCloseTo(5.882, 3);
    // t(0.975, 5.882) lies between those of 5 and 6 degrees: 2.5706 and 2.4469.
    const half = ((found.hi ?? NaN) - (found.lo ?? NaN)) / 2 / Math.sqrt(2.5);
    expect(half).toBeGreaterThan(2.4469);
    expect(half).toBeLessThan(2.5706);
  });

  it("says no more than the sides do", () => {
    const one = meanOf([[1, 0]]);
    const many = meanOf([[1], [0], [1]]);
    expect(welchDifference(one, many)).toMatchObject({ lo: null, hi: null, n: 5 });
    expect(welchDifference(meanOf([]), many)).toMatchObject({ value: null, lo: null });
    expect(welchDifference(meanOf([[1], [1]]), meanOf([[0], [0]]))).toMatchObject({ value: -1, lo: -1, hi: -1 });
  });
});

describe("p values of a family", () => {
  it.each(vectors.adjusted)("are adjusted: $p", ({ p, holm: wanted }) => {
    holm(p).forEach((value, i) => expectNear(value, wanted[i] ?? NaN));
  });

  it("keep their order, and never become smaller", () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(values, p => {
        const adjusted = holm(p);
        for (const [i, value] of adjusted.entries()) {
          expect(value).toBeGreaterThanOrEqual(p[i] ?? NaN);
          for (const [k, other] of adjusted.entries())
            if ((p[i] ?? 0) < (p[k] ?? 0)) expect(value).toBeLessThanOrEqual(other);
        }
      }),
    );
  });
});
