import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { fitCamera } from "../../../webview/page/fitCamera.js";
import { pageBounds } from "../../../webview/page/pageBounds.js";
import { panCamera } from "../../../webview/page/panCamera.js";
import { projection } from "../../../webview/page/projection.js";
import { zoomCamera } from "../../../webview/page/zoomCamera.js";

const coordinate = fc.double({ min: -10_000, max: 10_000, noNaN: true });
const side = fc.double({ min: 50, max: 4000, noNaN: true });
const camera = fc.record({
  centerX: coordinate,
  centerY: coordinate,
  scale: fc.double({ min: 0.01, max: 30, noNaN: true }),
});
const stage = fc.record({ width: side, height: side });
const point = fc.record({ x: coordinate, y: coordinate });
const box = fc.tuple(coordinate, coordinate, side, side).map(([x, y, w, h]): Box => [x, y, x + w, y + h]);

const near = (a: number, b: number, scale = 1) => expect(Math.abs(a - b)).toBeLessThan(1e-6 * Math.max(1, scale));

describe("the camera", () => {
  it("maps a page point to the stage and back to itself", () => {
    fc.assert(
      fc.property(camera, stage, point, (view, size, at) => {
        const { toStage, toPage } = projection(view, size);
        const back = toPage(toStage(at));
        near(back.x, at.x, 1e4);
        near(back.y, at.y, 1e4);
      }),
    );
  });

  it("maps a box by its corners", () => {
    const view = projection({ centerX: 100, centerY: 50, scale: 2 }, { width: 400, height: 200 });
    expect(view.boxToStage([100, 50, 110, 60])).toEqual([200, 100, 220, 120]);
  });

  it("keeps the page point under the pointer where it is while zooming", () => {
    fc.assert(
      fc.property(camera, stage, point, fc.double({ min: 0.2, max: 5, noNaN: true }), (view, size, anchor, factor) => {
        const before = projection(view, size).toPage(anchor);
        const after = projection(zoomCamera(view, size, factor, anchor), size).toPage(anchor);
        near(after.x, before.x, 1e7);
        near(after.y, before.y, 1e7);
      }),
    );
  });

  it("stops zooming before numbers run away", () => {
    let view = { centerX: 0, centerY: 0, scale: 1 };
    for (let n = 0; n < 200; n++) view = zoomCamera(view, { width: 100, height: 100 }, 2, { x: 10, y: 90 });
    expect(view.scale).toBeLessThanOrEqual(40);
    for (let n = 0; n < 200; n++) view = zoomCamera(view, { width: 100, height: 100 }, 0.5, { x: 10, y: 90 });
    expect(view.scale).toBeGreaterThan(0);
  });

  it("shows a fitted box whole, with the margin around it", () => {
    fc.assert(
      fc.property(box, stage, (wanted, size) => {
        const [x1, y1, x2, y2] = projection(fitCamera(wanted, size, 10), size).boxToStage(wanted);
        expect(Math.min(x1, y1)).toBeGreaterThan(9.99);
        expect(x2).toBeLessThan(size.width - 9.99);
        expect(y2).toBeLessThan(size.height - 9.99);
      }),
    );
  });

  it("has a usable scale for a stage that has no size yet", () => {
    expect(fitCamera([0, 0, 1000, 1000], { width: 0, height: 0 }, 20).scale).toBe(1);
  });

  it("cannot lose the page by panning", () => {
    fc.assert(
      fc.property(camera, coordinate, coordinate, (view, right, down) => {
        const moved = panCamera(view, right, down, [0, 0, 800, 600]);
        expect(moved.centerX).toBeGreaterThanOrEqual(0);
        expect(moved.centerX).toBeLessThanOrEqual(800);
        expect(moved.centerY).toBeGreaterThanOrEqual(0);
        expect(moved.centerY).toBeLessThanOrEqual(600);
      }),
    );
  });
});

describe("the bounds of a page", () => {
  const page = { width: 1000, height: 2000 };

  it("hold a box that reaches over the edge", () => {
    expect(pageBounds(page, [[900, 100, 1100, 300]])).toEqual([0, 0, 1100, 2000]);
  });

  it("do not follow a box that lies far out, which would make the page tiny", () => {
    expect(pageBounds(page, [[-90_000, 0, 90_000, 10]])).toEqual([-250, 0, 1250, 2000]);
  });

  it("take an inverted box by its corners", () => {
    expect(pageBounds(page, [[1100, 300, 900, 100]])).toEqual([0, 0, 1100, 2000]);
  });
});
