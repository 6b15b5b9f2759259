import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wholeBoxSchema, type WholeBox } from "../../../src/core/benchmark/wholeBox.js";
import { gripAt, gripPoint, grips, moveGrip } from "../../../webview/review/targetGrips.js";

const page = { width: 300, height: 200 };

const anyBox = fc
  .record({
    x: fc.integer({ min: 0, max: 250 }),
    y: fc.integer({ min: 0, max: 150 }),
    width: fc.integer({ min: 4, max: 50 }),
    height: fc.integer({ min: 4, max: 50 }),
  })
  .map(({ x, y, width, height }): WholeBox => [x, y, x + width, y + height]);

const by = fc.double({ min: -500, max: 500, noNaN: true });

describe("the handles of a target", () => {
  it("leave a whole box on the page, whatever is pulled", () => {
    fc.assert(
      fc.property(anyBox, fc.constantFrom(...grips), by, by, (box, grip, right, down) => {
        const moved = moveGrip(box, grip, right, down, page);
        expect(wholeBoxSchema.safeParse(moved).success).toBe(true);
        const [x1, y1, x2, y2] = moved;
        expect(Math.min(x1, y1, page.width - x2, page.height - y2)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("keep the size of a box that is moved, and the corner across from one that is pulled", () => {
    fc.assert(
      fc.property(anyBox, by, by, (box, right, down) => {
        const [x1, y1, x2, y2] = moveGrip(box, "move", right, down, page);
        expect([x2 - x1, y2 - y1]).toEqual([box[2] - box[0], box[3] - box[1]]);
        expect(moveGrip(box, "nw", right, down, page).slice(2)).toEqual(box.slice(2));
      }),
    );
  });

  it("are found by a point near a corner or inside the box", () => {
    const box: WholeBox = [10, 20, 110, 120];
    for (const grip of grips) expect(gripAt(box, gripPoint(box, grip), 5)).toBe(grip);
    expect(gripAt(box, { x: 114, y: 123 }, 5)).toBe("se");
    expect(gripAt(box, { x: 200, y: 10 }, 5)).toBeNull();
  });
});
