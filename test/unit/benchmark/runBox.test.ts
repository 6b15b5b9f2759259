import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decompressCounts, runBox } from "../../../src/core/benchmark/import/runBox.js";
import { compressCounts } from "../../../src/core/simulate/annotated/compressCounts.js";

interface Mask {
  readonly width: number;
  readonly height: number;
  /** Down the columns. */
  readonly pixels: readonly boolean[];
}

const masks = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).chain(([width, height]) =>
  fc.record({
    width: fc.constant(width),
    height: fc.constant(height),
    pixels: fc.array(fc.boolean(), { minLength: width * height, maxLength: width * height }),
  }),
);

/** Pixel by pixel, as the format is described. */
function countsOf({ pixels }: Mask): number[] {
  const counts: number[] = [];
  let value = false;
  let run = 0;
  for (const pixel of pixels) {
    if (pixel !== value) {
      counts.push(run);
      [value, run] = [pixel, 0];
    }
    run++;
  }
  return [...counts, run];
}

/** Every pixel is looked at. */
function naiveBox({ width, height, pixels }: Mask): readonly number[] | null {
  const set = pixels.flatMap((pixel, at) => (pixel ? [[Math.floor(at / height), at % height] as const] : []));
  if (set.length === 0) return null;
  const xs = set.map(([x]) => x);
  const ys = set.map(([, y]) => y);
  expect(Math.max(...xs)).toBeLessThan(width);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1];
}

describe("run lengths", () => {
  it("give the box that every single pixel gives", () => {
    fc.assert(
      fc.property(masks, mask => {
        expect(runBox(countsOf(mask), mask)).toEqual({ kind: "read", value: naiveBox(mask) });
      }),
      { numRuns: 500 },
    );
  });

  it("give the same box with runs of nothing in between", () => {
    fc.assert(
      fc.property(masks, fc.nat(8), (mask, at) => {
        const counts = countsOf(mask);
        const place = at % (counts.length + 1);
        const split = [...counts.slice(0, place), 0, 0, ...counts.slice(place)];
        expect(runBox(split, mask)).toEqual(runBox(counts, mask));
      }),
    );
  });

  it("come back from the compressed form, also those of large pages", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0x1fffffff)), counts => {
        expect(decompressCounts(compressCounts(counts))).toEqual({ kind: "read", value: counts });
      }),
    );
  });

  it("read the compressed form as COCO's own tools write it", () => {
    // Differences from the fourth count on: 6, 1, 40, 4 - 1, 5 - 40; 40 and -35 take two letters each.
    expect(decompressCounts("61X13mN")).toEqual({ kind: "read", value: [6, 1, 40, 4, 5] });
  });

  it("that do not fill the page, or are no counts, are told and not read", () => {
    const size = { width: 4, height: 3 };
    expect(runBox([2, 3, 7], size).kind).toBe("read");
    for (const counts of [[], [2, 3], [2, 3, 8], [2.5, 9.5], [-1, 13], ["2", "10"], [NaN, 12], [1e300, 1]])
      expect(runBox(counts, size).kind).toBe("bad");
  });

  it("any text is read or told, and never waited for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), text => {
        expect(["read", "bad"]).toContain(decompressCounts(text).kind);
      }),
    );
    expect(decompressCounts("o".repeat(1_000_000)).kind).toBe("bad");
  });
});
