import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { clampBox } from "../../../src/core/page/clampBox.js";
import { coordinateSpaces } from "../../../src/core/page/coordinateSpace.js";
import { iou } from "../../../src/core/page/iou.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import { roundHalfEven } from "../../../src/core/page/roundHalfEven.js";
import { smartResize } from "../../../src/core/page/smartResize.js";
import { toPagePixels } from "../../../src/core/page/toPagePixels.js";

const number = fc.double({ min: -500, max: 1500, noNaN: true });
const box = fc.tuple(number, number, number, number) as fc.Arbitrary<Box>;
const side = fc.integer({ min: 1, max: 9000 });

describe("IoU", () => {
  it("of half-overlapping squares is a third", () => {
    expect(iou([0, 0, 200, 200], [100, 0, 300, 200])).toBeCloseTo(1 / 3, 12);
  });

  it("of a box with itself is 1, of boxes that touch is 0", () => {
    expect(iou([5, 5, 25, 45], [5, 5, 25, 45])).toBe(1);
    expect(iou([0, 0, 10, 10], [10, 0, 20, 10])).toBe(0);
  });

  it("of an inverted or empty box is 0", () => {
    expect(iou([20, 20, 10, 10], [0, 0, 30, 30])).toBe(0);
    expect(iou([10, 10, 10, 40], [0, 0, 30, 50])).toBe(0);
  });

  it("is symmetric and lies between 0 and 1", () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        const value = iou(a, b);
        expect(value).toBe(iou(b, a));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("clampBox", () => {
  it("keeps what lies on the image and nothing else", () => {
    expect(clampBox([-20, 10, 900, 50], { width: 600, height: 40 })).toEqual([0, 10, 600, 40]);
    expect(clampBox([700, 10, 900, 50], { width: 600, height: 40 })).toBeNull();
    expect(clampBox([50, 10, 20, 30], { width: 600, height: 40 })).toBeNull();
  });
});

describe("Python's round", () => {
  it("gives a half to the even neighbour", () => {
    expect([0.5, 1.5, 2.5, 3.5, -0.5, -1.5, -2.5].map(value => roundHalfEven(value) + 0)).toEqual([
      0, 2, 2, 4, 0, -2, -2,
    ]);
  });

  it("is the nearest integer everywhere else", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), value => {
        const rounded = roundHalfEven(value);
        expect(Number.isInteger(rounded)).toBe(true);
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});

describe("smart_resize", () => {
  const of = (width: number, height: number, limits = defaultResizeLimits): readonly [number, number] | null => {
    const seen = smartResize({ width, height }, limits);
    return seen.kind === "resized" ? [seen.size.width, seen.size.height] : null;
  };

  // Expected sizes computed with the formula in Python 3, whose round() this has to match.
  it.each([
    [1920, 1080, 1932, 1092],
    [3000, 4200, 2996, 4200],
    [1700, 2300, 1708, 2296],
    [70, 70, 56, 56],
    [98, 98, 112, 112],
    [42, 1000, 56, 1008],
    [10, 10, 56, 56],
    [8000, 6000, 4116, 3080],
  ])("shows a page of %i × %i as %i × %i", (width, height, seenWidth, seenHeight) => {
    expect(of(width, height)).toEqual([seenWidth, seenHeight]);
  });

  it("rounds a side of two and a half factors down, where Math.round would round up", () => {
    expect(of(70, 280)).toEqual([56, 280]);
  });

  it("keeps to other limits", () => {
    expect(of(3000, 4200, { factor: 28, minPixels: 3136, maxPixels: 589_824 })).toEqual([644, 896]);
    expect(of(1920, 1080, { factor: 32, minPixels: 4096, maxPixels: 2_000_000 })).toEqual([1856, 1056]);
  });

  it("refuses a page more than 200 times longer than wide, and an empty one", () => {
    expect(smartResize({ width: 10, height: 2010 }, defaultResizeLimits)).toEqual({ kind: "aspect-ratio", ratio: 201 });
    expect(smartResize({ width: 10, height: 2000 }, defaultResizeLimits).kind).toBe("resized");
    expect(smartResize({ width: 0, height: 10 }, defaultResizeLimits)).toEqual({ kind: "empty" });
  });

  it("gives multiples of the factor within the limits for every ordinary page", () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        fc.pre(Math.max(width, height) / Math.min(width, height) < 20);
        const seen = smartResize({ width, height }, defaultResizeLimits);
        if (seen.kind !== "resized") throw new Error(seen.kind);
        expect(seen.size.width % 28).toBe(0);
        expect(seen.size.height % 28).toBe(0);
        const pixels = seen.size.width * seen.size.height;
        expect(pixels).toBeGreaterThanOrEqual(defaultResizeLimits.minPixels);
        expect(pixels).toBeLessThanOrEqual(defaultResizeLimits.maxPixels);
      }),
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        // Rounding a short side down can make a long page longer than the limit allows.
        fc.pre(Math.max(width, height) / Math.min(width, height) < 100);
        const once = smartResize({ width, height }, defaultResizeLimits);
        expect(once.kind).toBe("resized");
        if (once.kind === "resized") expect(smartResize(once.size, defaultResizeLimits)).toEqual(once);
      }),
    );
  });
});

describe("toPagePixels", () => {
  const page = { width: 70, height: 140 };

  it("reads a box in each of the four spaces", () => {
    expect(toPagePixels([7, 14, 35, 70], "page", page, defaultResizeLimits)).toEqual([7, 14, 35, 70]);
    expect(toPagePixels([28, 28, 56, 140], "model", page, defaultResizeLimits)).toEqual([35, 28, 70, 140]);
    expect(toPagePixels([0.1, 0.1, 0.5, 1.2], "unit", page, defaultResizeLimits)).toEqual([7, 14, 35, 168]);
    expect(toPagePixels([100, 100, 500, 1000], "thousand", page, defaultResizeLimits)).toEqual([7, 14, 35, 140]);
  });

  it("keeps an inverted box inverted and a box over the edge over it", () => {
    expect(toPagePixels([1000, -100, 500, 0], "thousand", page, defaultResizeLimits)).toEqual([70, -14, 35, 0]);
  });

  it("has no model pixels for a page that the model refuses", () => {
    expect(toPagePixels([0, 0, 1, 1], "model", { width: 1, height: 300 }, defaultResizeLimits)).toBeNull();
  });

  it("is the whole page for the whole of each space", () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        fc.pre(Math.max(width, height) / Math.min(width, height) < 100);
        for (const space of coordinateSpaces) {
          const seen = smartResize({ width, height }, defaultResizeLimits);
          const whole: Record<typeof space, Box> = {
            page: [0, 0, width, height],
            model: seen.kind === "resized" ? [0, 0, seen.size.width, seen.size.height] : [0, 0, 0, 0],
            unit: [0, 0, 1, 1],
            thousand: [0, 0, 1000, 1000],
          };
          expect(toPagePixels(whole[space], space, { width, height }, defaultResizeLimits)).toEqual([
            0,
            0,
            width,
            height,
          ]);
        }
      }),
    );
  });
});
