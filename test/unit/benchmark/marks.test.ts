import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { markMeasures } from "../../../src/core/benchmark/marks/markMeasures.js";
import { markOverlays } from "../../../src/core/benchmark/marks/markOverlays.js";
import type { MarkToDraw } from "../../../src/core/benchmark/marks/markShape.js";
import { markShapes } from "../../../src/core/benchmark/marks/markShapes.js";
import { marksSvg } from "../../../src/core/benchmark/marks/marksSvg.js";
import { shapeBounds } from "../../../src/core/benchmark/marks/shapeBounds.js";
import type { WholeBox } from "../../../src/core/benchmark/wholeBox.js";
import { smartResize } from "../../../src/core/page/smartResize.js";

const size = { width: 1700, height: 2300 };
const mark = (more: Partial<MarkToDraw>): MarkToDraw => ({
  ...{ kind: "box", box: [400, 500, 700, 900], label: "A", color: "#b3261e" },
  ...more,
});

const boxes = fc
  .tuple(fc.integer({ min: -200, max: 900 }), fc.integer({ min: -200, max: 900 }), fc.nat(700), fc.nat(700))
  .map(([x, y, wide, high]) => [x, y, x + wide + 1, y + high + 1] as const);
const marks = fc.array(
  fc.record({
    kind: fc.constantFrom("box" as const, "outline" as const, "number" as const, "blank" as const),
    box: boxes,
    label: fc.oneof(fc.constantFrom("", "A", "B", "12", "<&>", "界", "ABCDEFG"), fc.string()),
    color: fc.oneof(fc.constantFrom("#b3261e", "#FFFFFF", "red", '"/><script>'), fc.string()),
  }),
  { maxLength: 6 },
);
const sizes = fc.record({ width: fc.integer({ min: 1, max: 900 }), height: fc.integer({ min: 1, max: 900 }) });

async function pixelsOf(overlays: readonly { left: number; top: number; svg: string }[], on: typeof size) {
  const page = sharp({ create: { ...on, channels: 3, background: "#d8d0b0" } });
  const input = overlays.map(({ left, top, svg }) => ({ left, top, input: Buffer.from(svg) }));
  return (input.length === 0 ? page : page.composite(input)).removeAlpha().raw().toBuffer();
}

describe("marks on a page", () => {
  it("are lines of two pixels and letters of twelve to a model that is given the fewest pixels", () => {
    const seen = smartResize(size, { factor: 28, minPixels: 3136, maxPixels: 262_144 });
    const scale = seen.kind === "resized" ? seen.size.width / size.width : NaN;
    const { line, letter } = markMeasures(size);
    expect(line * scale).toBeGreaterThan(1.9);
    expect(letter * scale).toBeGreaterThan(11);
  });

  it("leave what is inside of a box as it is: line and label stand around it", async () => {
    const page = await pixelsOf(markOverlays([mark({})], size), size);
    const [x1, y1, x2, y2] = mark({}).box;
    const inset = Math.ceil(markMeasures(size).line * 0.4) + 1;
    for (let y = y1 + inset; y < y2 - inset; y += 7)
      for (let x = x1 + inset; x < x2 - inset; x += 7) expect(page[(y * size.width + x) * 3]).toBe(0xd8);
  });

  it("stand where they cover nothing that another mark is about, where there is room", () => {
    const [first, second] = [mark({}), mark({ box: [400, 905, 700, 1300], label: "B" })];
    const plates = markShapes([first, second], size).filter(shape => shape.kind === "rect" && shape.fill !== null);
    expect(plates).toHaveLength(2);
    for (const plate of plates) {
      const [px1, py1, px2, py2] = shapeBounds(plate);
      for (const { box } of [first, second]) {
        const across = Math.min(px2, box[2]) - Math.max(px1, box[0]);
        const down = Math.min(py2, box[3]) - Math.max(py1, box[1]);
        expect(Math.min(across, down)).toBeLessThan(markMeasures(size).line);
      }
    }
  });

  it("hide a blank panel to its last pixel, and say its label in the middle", async () => {
    const box: WholeBox = [100, 200, 800, 900];
    const page = await pixelsOf(markOverlays([mark({ kind: "blank", box })], size), size);
    const paper = Buffer.from([0xd8, 0xd0, 0xb0]);
    let kept = 0;
    for (let y = box[1]; y < box[3]; y++)
      for (let x = box[0]; x < box[2]; x++) {
        const at = (y * size.width + x) * 3;
        if (page.compare(paper, 0, 3, at, at + 3) === 0) kept++;
      }
    expect(kept).toBe(0);
    expect(markShapes([mark({ kind: "blank", box })], size).some(({ kind }) => kind === "letter")).toBe(true);
  });

  it("draw nothing for a mark beside the page", () => {
    expect(markShapes([mark({ box: [1700, 0, 1800, 50] })], size)).toEqual([]);
  });

  it("never leave the page, whatever is marked", () => {
    fc.assert(
      fc.property(marks, sizes, (all, on) => {
        for (const shape of markShapes(all, on)) {
          if (shape.kind !== "rect" || shape.fill !== null || shape.line === null) continue;
          const [x1, y1, x2, y2] = shape.box;
          expect([x1 >= 0, y1 >= 0, x2 <= on.width, y2 <= on.height]).toEqual([true, true, true, true]);
          expect(x1).toBeLessThanOrEqual(x2);
          expect(y1).toBeLessThanOrEqual(y2);
        }
      }),
    );
  });

  it("are SVG of numbers and known colours, whatever labels and colours hold", () => {
    fc.assert(
      fc.property(marks, sizes, (all, on) => {
        const svg = marksSvg({ marks: all }, on);
        expect(svg).not.toMatch(/NaN|Infinity|undefined|script/);
        expect(svg).toMatch(
          /^<svg xmlns="[^"]+"(?: [a-z-]+="[^"<>]*")+>(?:<(?:rect|circle|path)(?: [a-z-]+="[^"<>]*")+\/>)*<\/svg>$/i,
        );
      }),
    );
  });

  it("look the same in pieces as on a whole page: no value of a colour is off by more than how an edge is rounded", async () => {
    await fc.assert(
      fc.asyncProperty(marks, sizes, async (all, on) => {
        const whole = await pixelsOf([{ left: 0, top: 0, svg: marksSvg({ marks: all }, on) }], on);
        const pieces = await pixelsOf(markOverlays(all, on), on);
        let most = 0;
        for (let at = 0; at < whole.length; at++) most = Math.max(most, Math.abs((whole[at] ?? 0) - (pieces[at] ?? 0)));
        expect(most).toBeLessThanOrEqual(2);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});
