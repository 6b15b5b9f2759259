import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { dialectCrop } from "../../../src/core/page/dialectCrop.js";
import type { DialectTool } from "../../../src/core/page/dialectTool.js";
import { pointCrop } from "../../../src/core/page/pointCrop.js";
import type { Size } from "../../../src/core/page/size.js";

const image: Size = { width: 1000, height: 800 };
const unit: Size = { width: 1, height: 1 };
const crop = (tool: DialectTool, box: Box, units: Size = image, on: Size = image) =>
  dialectCrop(tool, { box, units }, on);
const executed = (tool: DialectTool, box: Box, units: Size = image, on: Size = image): Box | string | null => {
  const outcome = crop(tool, box, units, on);
  return outcome?.kind === "executed" ? outcome.box : (outcome?.by ?? null);
};

describe("Pixel-Reasoner's tools", () => {
  it("add a tenth on every side and stay on the image", () => {
    expect(executed("pixel-reasoner", [0.3, 0.3, 0.5, 0.5], unit)).toEqual([200, 160, 600, 480]);
    expect(executed("pixel-reasoner", [0, 0, 0.95, 0.2], unit)).toEqual([0, 0, 1000, 240]);
    expect(crop("pixel-reasoner", [0.3, 0.3, 0.5, 0.5], unit)).toMatchObject({ changedBy: ["margin"] });
  });

  it("round as Pillow does, where `zoom_in` and verl-tool cut to whole numbers", () => {
    // (0.3 - 0.1) × 1000 is 199.99… in floats.
    expect(executed("pixel-reasoner-zoom", [0.3, 0.3, 0.5, 0.5], unit)).toEqual([199, 160, 600, 480]);
    expect(executed("verl-tool", [0.3, 0.3, 0.5, 0.5], unit)).toEqual([199, 160, 600, 480]);
  });

  it("add no more than 600 pixels by `zoom_in`", () => {
    const large = { width: 10_000, height: 8000 };
    expect(executed("pixel-reasoner-zoom", [5000, 4000, 6000, 5000], large, large)).toEqual([4400, 3400, 6599, 5600]);
    expect(executed("pixel-reasoner", [5000, 4000, 6000, 5000], large, large)).toEqual([4000, 3200, 7000, 5800]);
  });

  it("refuse 28 pixels and less, which verl-tool takes", () => {
    const small = { width: 100, height: 100 };
    expect(executed("pixel-reasoner", [0.5, 0.5, 0.55, 0.55], unit, small)).toBe("too-small");
    expect(executed("verl-tool", [0.5, 0.5, 0.55, 0.55], unit, small)).toEqual([40, 40, 65, 65]);
  });

  it("refuse a box whose corners changed places by more than the margins", () => {
    expect(executed("pixel-reasoner", [0.8, 0.1, 0.2, 0.3], unit)).toBe("inverted");
  });
});

describe("Mini-o3's tool", () => {
  it("cuts to whole pixels and leaves the last row and column out", () => {
    expect(executed("mini-o3", [0.1005, 0.5, 1, 1], unit)).toEqual([100, 400, 999, 799]);
    expect(executed("mini-o3", [-0.5, -0.5, 0.5, 0.5], unit)).toEqual([0, 0, 500, 400]);
  });

  it("refuses less than a pixel, changed corners, and a ratio of 200", () => {
    expect(executed("mini-o3", [0.5, 0.5, 0.5004, 0.9], unit)).toBe("too-small");
    expect(executed("mini-o3", [0.5, 0.5, 0.4, 0.9], unit)).toBe("inverted");
    expect(executed("mini-o3", [1.2, 0.5, 1.4, 0.9], unit)).toBe("outside-page");
    expect(executed("mini-o3", [0, 0, 400, 2])).toBe("aspect-ratio");
    expect(executed("mini-o3", [0, 0, 398, 2])).toEqual([0, 0, 398, 2]);
  });
});

describe("Chain-of-Focus' tools", () => {
  it("make a box half as large again about its middle, cut at the edges", () => {
    expect(executed("focus", [200, 200, 400, 400])).toEqual([150, 150, 450, 450]);
    expect(executed("focus", [0, 0, 100, 100])).toEqual([0, 0, 125, 125]);
  });

  it("take no box that reaches over the edge: refused in training, the whole page in the evaluation", () => {
    for (const box of [
      [-1, 0, 10, 10],
      [0, 0, 1001, 10],
      [50, 50, 40, 60],
    ] as const) {
      expect(crop("focus", box)?.kind).toBe("refused");
      expect(crop("focus-eval", box)).toEqual({
        kind: "executed",
        box: [0, 0, 1000, 800],
        changedBy: ["whole-page"],
      });
    }
  });
});

describe("DeepEyes' tools v3 and v5", () => {
  it("take small boxes, which they enlarge to 28 pixels and do not shift back", () => {
    expect(executed("deepeyes-v5", [100, 100, 110, 120])).toEqual([91, 82, 119, 138]);
    expect(crop("deepeyes-v5", [990, 790, 1000, 800])).toEqual({
      kind: "executed",
      box: [981, 781, 1000, 800],
      changedBy: ["enlarged", "padded"],
      covers: [981, 781, 1009, 809],
    });
  });

  it("refuse changed corners and a ratio over 100", () => {
    expect(executed("deepeyes-v5", [30, 30, 20, 60])).toBe("inverted");
    expect(executed("deepeyes-v5", [0, 0, 1000, 9])).toBe("aspect-ratio");
  });
});

describe("Qwen-Agent's tool", () => {
  const thousand = { width: 1000, height: 1000 };

  it("counts in thousandths and enlarges what is under 32 pixels, where that leaves more than 32", () => {
    expect(executed("qwen-agent", [100, 100, 500, 500], thousand)).toEqual([100, 80, 500, 400]);
    // 15 × 16 pixels become 33 × 36; 20 × 16 would become 32 high, and stay.
    expect(executed("qwen-agent", [500, 500, 515, 520], thousand)).toEqual([491, 390, 524, 426]);
    expect(executed("qwen-agent", [500, 500, 520, 520], thousand)).toEqual([500, 400, 520, 416]);
  });

  it("crops a small box in a corner as it is", () => {
    expect(executed("qwen-agent", [0, 0, 10, 10], thousand)).toEqual([0, 0, 10, 8]);
  });
});

describe("a window around a point", () => {
  it.each([
    [
      [500, 400],
      [300, 200, 700, 600],
    ],
    [
      [10, 20],
      [0, 0, 400, 400],
    ],
    [
      [999, 799],
      [600, 400, 1000, 800],
    ],
  ] as const)("about %j is %j", (point, box) => {
    expect(pointCrop(point, image)).toEqual({ kind: "executed", box, changedBy: ["window"] });
  });

  it("is no larger than the image, and needs a whole point on it", () => {
    expect(pointCrop([100, 75], { width: 200, height: 150 })).toMatchObject({ box: [0, 0, 200, 150] });
    for (const point of [
      [1000, 0],
      [-1, 0],
      [0.5, 3],
    ] as const)
      expect(pointCrop(point, image)).toEqual({ kind: "refused", by: "outside-page" });
  });
});

const tools: readonly DialectTool[] = [
  ...(["verl", "deepeyes", "pillow", "deepeyes-v5", "focus", "focus-eval", "pixel-reasoner"] as const),
  ...(["pixel-reasoner-zoom", "verl-tool", "mini-o3", "qwen-agent"] as const),
];

describe("any box under any tool", () => {
  const side = fc.oneof(
    fc.double({ min: -3000, max: 3000, noNaN: true }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -50, max: 1100 }),
  );
  const size = fc.record({ width: fc.integer({ min: 1, max: 4000 }), height: fc.integer({ min: 1, max: 4000 }) });

  it("is refused, or executed in whole pixels inside the image, of which it covers at least as much", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...tools),
        fc.tuple(side, side, side, side),
        size,
        fc.constantFrom<Size | null>(null, unit, { width: 1000, height: 1000 }),
        (tool, box, on, units) => {
          const outcome = dialectCrop(tool, { box, units: units ?? on }, on);
          if (outcome?.kind !== "executed") return;
          const [x1, y1, x2, y2] = outcome.box;
          expect(outcome.box.every(Number.isInteger)).toBe(true);
          expect(x1 >= 0 && y1 >= 0 && x1 < x2 && y1 < y2 && x2 <= on.width && y2 <= on.height).toBe(true);
          const covers = outcome.covers ?? outcome.box;
          expect(covers[0] <= x1 && covers[1] <= y1 && covers[2] >= x2 && covers[3] >= y2).toBe(true);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
