import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { describePage } from "../../../src/core/simulate/describePage.js";
import { pageSvg } from "../../../src/core/simulate/pageSvg.js";
import { squareGlyphs } from "./squareGlyphs.js";

const sizes = fc.constantFrom(
  { width: 1708, height: 2296 },
  { width: 3000, height: 4200 },
  { width: 2996, height: 1064 },
  { width: 2240, height: 2240 },
  { width: 2800, height: 1960 },
);
const pages = fc
  .tuple(fc.integer({ min: 0, max: 1_000_000 }), sizes, fc.nat(60))
  .map(([seed, size, number]) => describePage(seed, size, number));

const isWithin = (inner: Box, outer: Box, slack = 0) =>
  inner[0] >= outer[0] - slack &&
  inner[1] >= outer[1] - slack &&
  inner[2] <= outer[2] + slack &&
  inner[3] <= outer[3] + slack;

describe("describePage", () => {
  it("gives the same page for the same seed, and another for another", () => {
    const size = { width: 1708, height: 2296 };
    expect(describePage(7, size, 2)).toEqual(describePage(7, size, 2));
    expect(describePage(7, size, 2).panels).not.toEqual(describePage(8, size, 2).panels);
  });

  it("keeps panels in whole pixels on the page, and each at a place of its own", () => {
    fc.assert(
      fc.property(pages, ({ width, height, panels }) => {
        expect(panels.length).toBeGreaterThanOrEqual(3);
        expect(new Set(panels.map(({ place }) => place)).size).toBe(panels.length);
        for (const { box } of panels) {
          expect(box.every(Number.isInteger)).toBe(true);
          expect(isWithin(box, [0, 0, width, height])).toBe(true);
          expect(Math.min(box[2] - box[0], box[3] - box[1])).toBeGreaterThan(100);
        }
      }),
    );
  });

  it("keeps frames apart: only the boxes of slanted neighbours overlap, and by less than their slant", () => {
    fc.assert(
      fc.property(pages, ({ panels }) => {
        const upright = panels.filter(({ corners: [a, b, c, d] }) => a[0] === d[0] && b[0] === c[0]);
        for (const [index, { box }] of upright.entries())
          for (const { box: other } of upright.slice(index + 1)) {
            const apart = box[2] <= other[0] || other[2] <= box[0] || box[3] <= other[1] || other[3] <= box[1];
            expect(apart).toBe(true);
          }
      }),
    );
  });

  it("puts every character inside its panel, in whole pixels and large enough to be seen", () => {
    fc.assert(
      fc.property(pages, ({ panels, cast }) => {
        for (const { box: panel, figures } of panels) {
          expect(figures.length).toBeGreaterThan(0);
          for (const { box, member } of figures) {
            expect(cast[member]).toBeDefined();
            expect(box.every(Number.isInteger)).toBe(true);
            expect(isWithin(box, panel)).toBe(true);
            expect(Math.min(box[2] - box[0], box[3] - box[1])).toBeGreaterThan(10);
          }
          expect(new Set(figures.map(({ member }) => member)).size).toBe(figures.length);
        }
      }),
    );
  });

  it("draws the nearer of two characters of one panel in front", () => {
    fc.assert(
      fc.property(pages, ({ panels }) => {
        for (const { figures } of panels) {
          const depths = figures.map(({ depth }) => depth);
          expect(depths).toEqual([...depths].sort((a, b) => b - a));
          expect(new Set(depths).size).toBe(depths.length);
        }
      }),
    );
  });

  it("keeps lettering inside the panel that it belongs to", () => {
    fc.assert(
      fc.property(pages, ({ panels }) => {
        for (const { box, balloons, figures, caption } of panels) {
          const slack = (box[2] - box[0]) * 0.02;
          for (const balloon of balloons) {
            expect(isWithin(balloon.box, box, slack)).toBe(true);
            expect(figures[balloon.figure]).toBeDefined();
          }
          if (caption !== null) expect(isWithin(caption.box, box, slack)).toBe(true);
        }
      }),
    );
  });
});

describe("pageSvg", () => {
  it("writes whole SVG without text elements, so that no font is needed, and without broken numbers", () => {
    fc.assert(
      fc.property(pages, page => {
        const text = pageSvg(page, squareGlyphs);
        expect(text.startsWith("<svg ")).toBe(true);
        expect(text).not.toMatch(/<text|NaN|undefined|Infinity|font-/);
        const opened = text.match(/<[a-zA-Z]/g)?.length ?? 0;
        const closed = (text.match(/<\//g)?.length ?? 0) + (text.match(/\/>/g)?.length ?? 0);
        expect(opened).toBe(closed);
      }),
      { numRuns: 20 },
    );
  });

  it("draws every letter of every balloon", () => {
    const page = describePage(3, { width: 1708, height: 2296 }, 0);
    const empty = {
      ...page,
      panels: page.panels.map(panel => ({ ...panel, balloons: [], caption: null, sound: null })),
    };
    const letters = (text: string) => text.split("M50 0V-700H550V0Z").length - 1;
    const spoken = page.panels.flatMap(panel => [
      ...panel.balloons.flatMap(({ lines }) => lines),
      ...(panel.caption?.lines ?? []),
      // A sound word is drawn twice: once as its own shadow.
      ...(panel.sound === null ? [] : [panel.sound.word, panel.sound.word]),
    ]);
    const visible = spoken.join("").replace(/[^!-~]/g, "").length;
    expect(letters(pageSvg(page, squareGlyphs)) - letters(pageSvg(empty, squareGlyphs))).toBe(visible);
  });
});
