import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { cropBy } from "../../../src/core/page/cropBy.js";
import type { CropTool } from "../../../src/core/page/cropTool.js";
import type { Size } from "../../../src/core/page/size.js";

const image: Size = { width: 1000, height: 800 };
const executed = (tool: CropTool, box: Box, on = image): Box | string => {
  const outcome = cropBy(tool, box, on);
  return outcome.kind === "executed" ? outcome.box : outcome.by;
};
const changes = (tool: CropTool, box: Box, on = image): readonly string[] => {
  const outcome = cropBy(tool, box, on);
  return outcome.kind === "executed" ? outcome.changedBy : [];
};

describe("verl's zoom tool", () => {
  it("crops a box inside the image as it was asked for", () => {
    expect(executed("verl", [120, 80, 410, 300])).toEqual([120, 80, 410, 300]);
    expect(changes("verl", [120, 80, 410, 300])).toEqual([]);
  });

  it("rounds fractions as Pillow does, a half to the even pixel", () => {
    expect(executed("verl", [10.5, 11.5, 100.4, 99.6])).toEqual([10, 12, 100, 100]);
  });

  it("clamps a box that reaches over the edge", () => {
    expect(executed("verl", [-50, -1, 400, 900])).toEqual([0, 0, 400, 800]);
    expect(changes("verl", [-50, -1, 400, 900])).toEqual(["clamped"]);
  });

  it("enlarges a small box about its centre until the shorter side is 28 px", () => {
    expect(executed("verl", [100, 100, 110, 120])).toEqual([91, 82, 119, 138]);
    expect(changes("verl", [100, 100, 110, 120])).toEqual(["enlarged"]);
  });

  it("moves an enlarged box back inside", () => {
    expect(executed("verl", [0, 0, 14, 14])).toEqual([0, 0, 28, 28]);
    expect(executed("verl", [990, 790, 1000, 800])).toEqual([972, 772, 1000, 800]);
    expect(changes("verl", [0, 0, 14, 14])).toEqual(["enlarged", "shifted"]);
  });

  it("scales an enlarged box down to the image and then finds it too small", () => {
    expect(executed("verl", [0, 100, 1000, 112])).toBe("too-small");
  });

  it("refuses an inverted box, one of no area, one outside and one 100 times longer than wide", () => {
    expect(executed("verl", [400, 80, 120, 300])).toBe("inverted");
    expect(executed("verl", [400, 80, 400, 300])).toBe("inverted");
    expect(executed("verl", [1200, 80, 1300, 300])).toBe("outside-page");
    expect(executed("verl", [0, 100, 900, 108])).toBe("aspect-ratio");
  });

  it("refuses everything on an image that is itself too small", () => {
    expect(executed("verl", [0, 0, 20, 20], { width: 20, height: 400 })).toBe("too-small");
  });

  it("judges the size by whole pixels: 28.05 px across 28 pixel lines pass, 27 lines do not", () => {
    expect(executed("verl", [10.9, 0, 38.95, 100])).toEqual([11, 0, 39, 100]);
    expect(executed("verl", [10.5, 0, 38.5, 100])).toEqual([10, 0, 38, 100]);
  });
});

describe("DeepEyes' training tool", () => {
  it("crops what is longer than 30 px and refuses what is not", () => {
    expect(executed("deepeyes", [10, 10, 41, 60])).toEqual([10, 10, 41, 60]);
    expect(executed("deepeyes", [10, 10, 40, 60])).toBe("too-small");
  });

  it("judges the size after clamping", () => {
    expect(executed("deepeyes", [-40, 10, 20, 200])).toBe("too-small");
    expect(executed("deepeyes", [-40, 10, 60, 200])).toEqual([0, 10, 60, 200]);
  });

  it("names the ratio before the size", () => {
    expect(executed("deepeyes", [0, 100, 900, 108])).toBe("aspect-ratio");
  });
});

describe("a tool that hands the numbers to Pillow", () => {
  it("crops a small box that the others refuse or enlarge", () => {
    expect(executed("pillow", [18, 90, 43, 98])).toEqual([18, 90, 43, 98]);
  });

  it("pads what lies over the edge, and shows the page only inside it", () => {
    expect(executed("pillow", [900, 700, 1100, 900])).toEqual([900, 700, 1000, 800]);
    expect(changes("pillow", [900, 700, 1100, 900])).toEqual(["padded"]);
    expect(executed("pillow", [1100, 700, 1200, 900])).toBe("outside-page");
  });

  it("fails on an inverted box and on one that rounds to nothing", () => {
    expect(executed("pillow", [400, 80, 120, 300])).toBe("inverted");
    expect(executed("pillow", [10.1, 80, 10.3, 300])).toBe("inverted");
  });
});

describe("every tool", () => {
  const length = (max: number) => fc.oneof(fc.integer({ min: 0, max }), fc.double({ min: 0, max, noNaN: true }));
  /** Mostly in order, often small, often over an edge. */
  const box = fc
    .tuple(length(1100), length(900), fc.oneof(length(60), length(600)), fc.oneof(length(60), length(600)))
    .map(([x, y, width, height]): Box => [x - 100, y - 100, x - 100 + width, y - 100 + height]);
  const side = fc.integer({ min: 1, max: 1200 });
  const tool = fc.constantFrom<CropTool>("verl", "deepeyes", "pillow");

  it("executes whole pixels inside the image, and no empty box", () => {
    fc.assert(
      fc.property(tool, box, side, side, (which, requested, width, height) => {
        const outcome = cropBy(which, requested, { width, height });
        if (outcome.kind !== "executed") return;
        const [x1, y1, x2, y2] = outcome.box;
        expect(outcome.box.every(Number.isInteger)).toBe(true);
        expect(x1 >= 0 && y1 >= 0 && x2 <= width && y2 <= height).toBe(true);
        expect(x1 < x2 && y1 < y2).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves a box alone that is neither small nor over an edge", () => {
    const inside = fc
      .tuple(length(600), length(500), length(300), length(200))
      .map(([x, y, width, height]): Box => [x, y, x + 40 + width, y + 40 + height]);
    fc.assert(
      fc.property(tool, inside, (which, requested) => {
        const outcome = cropBy(which, requested, image);
        expect(outcome).toMatchObject({ kind: "executed", changedBy: [] });
        if (outcome.kind !== "executed") return;
        outcome.box.forEach((value, index) => {
          expect(Math.abs(value - requested[index]!)).toBeLessThanOrEqual(0.5);
        });
      }),
    );
  });
});
