import { describe, expect, it } from "vitest";
import { agreement } from "../../../src/core/evaluation/agreement.js";
import { statisticsVectors } from "../../fixtures/statistics/statisticsVectors.js";

describe("agreement of two raters", () => {
  it.each(statisticsVectors.kappa)("of $matrix", ({ matrix, n, agreed, kappa, error, lo, hi, ac1 }) => {
    const found = agreement(matrix);
    const close = (value: number | null | undefined, expected: number | null) => {
      if (expected === null) expect(value ?? null).toBeNull();
      else expect(value).toBeCloseTo(expected, 9);
    };
    expect(found?.n).toBe(n);
    close(found?.agreed, agreed);
    close(found?.kappa, kappa);
    close(found?.error, error);
    close(found?.interval?.lo, lo);
    close(found?.interval?.hi, hi);
    close(found?.ac1, ac1);
  });

  it("is unknown where nothing was rated twice", () => {
    expect(
      agreement([
        [0, 0],
        [0, 0],
      ]),
    ).toBeNull();
  });
});
