import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BoxLint } from "../../../src/core/evaluation/boxLint.js";
import { boxAsWritten, boxOnPage } from "../../../src/core/evaluation/boxOnPage.js";
import { boxConventions } from "../../../src/core/evaluation/modelFamily.js";
import { readBoxes } from "../../../src/core/evaluation/readBoxes.js";
import { sentSize } from "../../../src/core/evaluation/sentSize.js";
import { wholeOnPage } from "../../../src/core/evaluation/wholeOnPage.js";
import type { Box } from "../../../src/core/page/box.js";

const side = fc.integer({ min: 28, max: 5000 });
const size = fc.record({ width: side, height: side });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const part = fc
  .tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 3000 }), side, side)
  .map(([x, y, w, h]): Box => [x, y, x + w, y + h]);
const shown = fc.record({ sent: size, seen: size, part });
const convention = fc.constantFrom(...boxConventions);

const close = (a: Box, b: Box) => {
  for (const [at, value] of a.entries()) expect(value).toBeCloseTo(b[at] ?? Number.NaN, 6);
};

describe("boxes of models", () => {
  it("come back from the page as they were written, in every convention and of every part", () => {
    fc.assert(
      fc.property(convention, shown, share, share, share, share, (name, image, a, b, c, d) => {
        const box: Box = [a * 1000, b * 1000, c * 1000, d * 1000];
        close(boxAsWritten(boxOnPage(box, name, image), name, image), box);
      }),
    );
  });

  it("of the whole image are the part that it shows", () => {
    fc.assert(
      fc.property(shown, image => {
        const whole = (w: number, h: number): Box => [0, 0, w, h];
        close(boxOnPage(whole(image.sent.width, image.sent.height), "px_sent", image), image.part);
        close(boxOnPage(whole(image.seen.width, image.seen.height), "px_resized", image), image.part);
        for (const name of ["norm1000_xyxy", "norm1000_yxyx"] as const)
          close(boxOnPage(whole(1000, 1000), name, image), image.part);
        close(boxOnPage(whole(1, 1), "norm1", image), image.part);
      }),
    );
  });

  it("of a crop of a crop are those of the page", () => {
    fc.assert(
      fc.property(convention, shown, size, share, share, (name, page, sent, x, y) => {
        const wide: Box = [100 + x * 400, 100 + y * 400, 600 + x * 400, 700 + y * 300];
        const first = boxOnPage(boxAsWritten(wide, name, page), name, page);
        const crop = { sent, seen: sent, part: first };
        const inner: Box = [150 + x * 400, 150 + y * 400, 300 + x * 400, 400 + y * 300];
        close(boxOnPage(boxAsWritten(inner, name, crop), name, crop), inner);
      }),
    );
  });

  it("are whole pixels on the page, however they were written", () => {
    const any = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(any, any, any, any), size, ([a, b, c, d], page) => {
        const [x1, y1, x2, y2] = wholeOnPage([a, b, c, d], page);
        expect([x1, y1, x2, y2].every(Number.isInteger)).toBe(true);
        expect(x1 >= 0 && y1 >= 0 && x1 < x2 && y1 < y2 && x2 <= page.width && y2 <= page.height).toBe(true);
      }),
    );
  });

  it("of Gemini have y first", () => {
    const page = { sent: { width: 1, height: 1 }, seen: { width: 1, height: 1 }, part: [0, 0, 2000, 1000] as const };
    expect(boxOnPage([100, 200, 300, 400], "norm1000_yxyx", page)).toEqual([400, 100, 800, 300]);
  });
});

describe("the words of models", () => {
  const cases: readonly (readonly [string, readonly (readonly number[])[]])[] = [
    ["<|box_start|>(10,20),(30,40)<|box_end|>", [[10, 20, 30, 40]]],
    ['```json\n[{"bbox_2d": [1, 2.5, 3, 4], "label": "x"}]\n```', [[1, 2.5, 3, 4]]],
    ['{"box_2d": [5, 6, 7, 8]}', [[5, 6, 7, 8]]],
    ["<ref>a cat</ref><box>[[11, 22, 33, 44]]</box>", [[11, 22, 33, 44]]],
    ["<box>[11,22,33,44]</box>", [[11, 22, 33, 44]]],
    ["<ref>a cat</ref><box>11 22 33 44</box>", [[11, 22, 33, 44]]],
    ["the box [1, 2, 3, 4] is none of these forms", []],
    ['{"bbox_2d": [1, 2, 3]} and {"bbox_2d": [-1, 2, 3, 4]}', [[-1, 2, 3, 4]]],
  ];
  it.each(cases)("%s", (text, boxes) => {
    expect(readBoxes(text).map(({ box }) => [...box])).toEqual(boxes);
  });
});

describe("the size in which an image is sent", () => {
  const none = { maxSide: null, maxPixels: null, minPixels: null, multiple: null };
  it("is never above its limits, and in multiples where the family counts in them", () => {
    const limit = fc.option(fc.integer({ min: 300, max: 3000 }), { nil: null });
    fc.assert(
      fc.property(
        size,
        limit,
        fc.constantFrom(28, 32),
        fc.integer({ min: 100_000, max: 4_000_000 }),
        (page, most, multiple, pixels) => {
          const sent = sentSize(page, { ...none, maxSide: most, maxPixels: pixels, multiple });
          if (sent === null) return;
          expect([sent.width % multiple, sent.height % multiple]).toEqual([0, 0]);
          expect(sent.width * sent.height).toBeLessThanOrEqual(Math.max(pixels, multiple * 5000));
          if (most !== null) expect(Math.max(sent.width, sent.height)).toBeLessThanOrEqual(most);
          const plain = sentSize(page, { ...none, maxSide: most, maxPixels: pixels });
          expect((plain?.width ?? 0) <= page.width && (plain?.height ?? 0) <= page.height).toBe(true);
          expect((plain?.width ?? 0) * (plain?.height ?? 0)).toBeLessThanOrEqual(pixels);
        },
      ),
    );
  });

  it("is that of the page where nobody limits it", () => {
    expect(sentSize({ width: 1234, height: 77 }, none)).toEqual({ width: 1234, height: 77 });
    expect(sentSize({ width: 30_000, height: 30 }, { ...none, multiple: 28 })).toBe(null);
  });
});

describe("the lint of boxes", () => {
  const image = { sent: { width: 800, height: 600 }, seen: { width: 800, height: 600 } };
  const found = (convention: (typeof boxConventions)[number], boxes: readonly Box[]) => {
    const lint = new BoxLint(convention);
    for (const box of boxes) lint.add(box, image);
    return lint.findings();
  };
  const inside: readonly Box[] = Array.from({ length: 40 }, (_, at) => [at, at, 100 + at, 200 + at]);

  it("finds boxes that cannot count in what they were taken for", () => {
    expect(found("norm1000_xyxy", inside)).toEqual([]);
    expect(found("norm1000_xyxy", [...inside, [1, 1, 1200, 900], [1, 1, 1200, 900]])).toEqual([]);
    const outside = [...inside, ...inside.slice(0, 3).map((): Box => [1, 1, 1200, 900])];
    expect(found("norm1000_xyxy", outside)).toEqual([
      { code: "box-convention", level: "warning", values: ["43", "3", "norm1000_xyxy", ""] },
    ]);
    expect(
      found(
        "px_sent",
        inside.map(([a, b, c, d]): Box => [a, b, c + 700, d]),
      ),
    ).toHaveLength(1);
  });

  it("finds fractions where pixels or thousandths are expected", () => {
    const fractions = inside.map(([a, b, c, d]): Box => [a / 1000, b / 1000, c / 1000, d / 1000]);
    expect(found("px_resized", fractions)[0]?.values[3]).toBe("norm1");
    expect(found("norm1", fractions)).toEqual([]);
  });

  it("says nothing of a few", () => {
    expect(found("norm1000_xyxy", [[0, 0, 5000, 5000]])).toEqual([]);
  });
});
