import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeTags, type Tag } from "../../../webview/page/placeTags.js";

const stage = { width: 500, height: 400 };
const size = { width: 40, height: 16 };
const tag = (id: string, box: Tag["box"], place: Tag["place"] = "above-left"): Tag => ({ id, box, place, ...size });

const coordinate = fc.double({ min: -600, max: 1200, noNaN: true });
const anyTag = fc
  .tuple(
    coordinate,
    coordinate,
    fc.double({ min: 1, max: 900, noNaN: true }),
    fc.constantFrom("above-left", "above-right", "bottom"),
  )
  .map(([x, y, side, place]) => ({ box: [x, y, x + side, y + side] as Tag["box"], place: place }));

describe("tags", () => {
  it("of executed boxes stand above the left corner, of requested ones above the right, of targets inside at the bottom", () => {
    const box = [100, 100, 300, 200] as const;
    expect(placeTags([tag("a", box)], stage).get("a")).toEqual({ x: 100, y: 84 });
    expect(placeTags([tag("a", box, "above-right")], stage).get("a")).toEqual({ x: 260, y: 84 });
    expect(placeTags([tag("a", box, "bottom")], stage).get("a")).toEqual({ x: 100, y: 184 });
  });

  it("never leave the stage", () => {
    fc.assert(
      fc.property(fc.array(anyTag, { maxLength: 12 }), tags => {
        const placed = placeTags(
          tags.map(({ box, place }, index) => tag(String(index), box, place)),
          stage,
        );
        for (const { x, y } of placed.values()) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(x + size.width).toBeLessThanOrEqual(stage.width);
          expect(y + size.height).toBeLessThanOrEqual(stage.height);
        }
      }),
    );
  });

  it("are shown for every box of which something can be seen, and for no other", () => {
    const placed = placeTags([tag("seen", [-50, -50, 10, 10]), tag("unseen", [600, 10, 700, 90])], stage);
    expect([...placed.keys()]).toEqual(["seen"]);
  });

  it("do not lie over each other while there is room", () => {
    const box = [100, 100, 300, 200] as const;
    const placed = placeTags(
      ["a", "b", "c", "d"].map(id => tag(id, box)),
      stage,
    );
    const corners = [...placed.values()].map(({ x, y }) => `${x},${y}`);
    expect(new Set(corners).size).toBe(4);
    for (const a of placed.values())
      for (const b of placed.values())
        if (a !== b) expect(Math.abs(a.x - b.x) >= size.width || Math.abs(a.y - b.y) >= size.height).toBe(true);
  });

  it("are still placed where nothing is free", () => {
    const tags = Array.from({ length: 40 }, (_, index) => tag(String(index), [0, 0, 60, 40]));
    expect(placeTags(tags, { width: 60, height: 40 }).size).toBe(40);
  });

  it("that come first keep their best place", () => {
    const box = [100, 100, 300, 200] as const;
    expect(placeTags([tag("first", box), tag("second", box)], stage).get("first")).toEqual({ x: 100, y: 84 });
  });
});
