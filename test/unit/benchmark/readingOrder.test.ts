import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readingOrder } from "../../../src/core/benchmark/order/readingOrder.js";
import type { WholeBox } from "../../../src/core/benchmark/wholeBox.js";
import { pageOrder } from "../../../src/core/benchmark/order/pageOrder.js";
import { describedPage, panelId } from "./describedPage.js";
import { madePage, panel } from "./madePage.js";

type Boxes = Readonly<Record<string, WholeBox>>;

const panelsOf = (boxes: Boxes) => Object.entries(boxes).map(([id, box]) => ({ id, box }));
const read = (boxes: Boxes, direction: "ltr" | "rtl" = "ltr") => readingOrder(panelsOf(boxes), direction);
const sequence = (boxes: Boxes, direction: "ltr" | "rtl" = "ltr") =>
  read(boxes, direction)
    .map(({ id }) => id)
    .join("");

const sizes = [
  { width: 1000, height: 1400 },
  { width: 1700, height: 2300 },
  { width: 1400, height: 1000 },
  { width: 1200, height: 1200 },
  { width: 2400, height: 800 },
];

const box = fc
  .tuple(
    fc.integer({ min: 0, max: 900 }),
    fc.integer({ min: 0, max: 900 }),
    fc.integer({ min: 1, max: 600 }),
    fc.integer({ min: 1, max: 600 }),
  )
  .map(([x, y, width, height]): WholeBox => [x, y, x + width, y + height]);
const somePanels = fc
  .uniqueArray(box, { maxLength: 14, selector: String })
  .map(boxes => boxes.map((one, index) => ({ id: `p${String(index).padStart(2, "0")}`, box: one })));

describe("the reading order of panels", () => {
  it("is the generator's on every page of hundreds, and sure of it", () => {
    for (let number = 0; number < 400; number++) {
      const { page, truth } = describedPage(7, sizes[number % sizes.length]!, number);
      const ordered = readingOrder(page.panels.toReversed(), "ltr");
      expect(
        ordered.map(({ id }) => id),
        `page ${number}`,
      ).toEqual(truth.panels.map(({ index }) => panelId(index)));
      expect(Math.min(...ordered.map(({ confidence }) => confidence)), `page ${number}`).toBeGreaterThanOrEqual(0.6);
    }
  });

  it("finds the generator's rows and columns", () => {
    for (let number = 0; number < 100; number++) {
      const { page, truth } = describedPage(3, sizes[0]!, number);
      const places = new Map(readingOrder(page.panels, "ltr").map(panel => [panel.id, panel]));
      for (const { index, place } of truth.panels) {
        const row = ["first", "second", "third", "fourth"].findIndex(word => place.endsWith(`${word} row`));
        const found = places.get(panelId(index));
        expect(found?.row, place).toBe(row);
        const column = /the (\w+) panel of the/.exec(place)?.[1];
        if (column !== undefined)
          expect(found?.column, place).toBe(
            ["first", "second", "third", "fourth", "fifth"].indexOf(column === "only" ? "first" : column),
          );
      }
    }
  });

  it("holds every panel once, whatever the boxes are", () => {
    fc.assert(
      fc.property(somePanels, fc.constantFrom("ltr", "rtl"), (panels, direction) => {
        const ordered = readingOrder(panels, direction);
        expect(ordered.map(({ id }) => id).sort()).toEqual(panels.map(({ id }) => id));
        for (const { confidence, doubts } of ordered) {
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          expect(doubts.length > 0).toBe(confidence < 1);
        }
      }),
    );
  });

  it("does not depend on scale, on where the page's corner is, or on the order of the input", () => {
    fc.assert(
      fc.property(
        somePanels,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: -5000, max: 5000 }),
        fc.integer({ min: -5000, max: 5000 }),
        (panels, scale, dx, dy) => {
          const moved = panels.map(({ id, box: [left, top, right, bottom] }) => ({
            id,
            box: [left * scale + dx, top * scale + dy, right * scale + dx, bottom * scale + dy] as const,
          }));
          expect(readingOrder(moved.toReversed(), "ltr")).toEqual(readingOrder(panels, "ltr"));
        },
      ),
    );
  });

  it("reads a mirrored page from right to left as the page from left to right", () => {
    fc.assert(
      fc.property(somePanels, panels => {
        const mirrored = panels.map(({ id, box: [left, top, right, bottom] }) => ({
          id,
          box: [2000 - right, top, 2000 - left, bottom] as const,
        }));
        expect(readingOrder(mirrored, "rtl")).toEqual(readingOrder(panels, "ltr"));
      }),
    );
  });
});

describe("spreads", () => {
  const spread = (boxes: Boxes, direction: "ltr" | "rtl", isSpread = true) => {
    const page = madePage({ panels: panelsOf(boxes).map(({ id, box }) => panel(id, box)), is_spread: isSpread });
    return pageOrder({ ...page, image: { ...page.image, width: 400, height: 200 } }, direction);
  };
  const facing = {
    a: [5, 0, 95, 95],
    b: [105, 0, 190, 95],
    c: [5, 105, 190, 200],
    d: [210, 0, 395, 60],
    e: [210, 70, 300, 200],
    f: [310, 70, 395, 200],
  } as const;

  it("are read one page after the other, in no common rows", () => {
    expect(spread(facing, "ltr").map(({ id }) => id)).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(spread(facing, "rtl").map(({ id }) => id)).toEqual(["d", "f", "e", "b", "a", "c"]);
    expect(spread(facing, "ltr").every(({ row, column }) => row === null && column === null)).toBe(true);
  });

  it("are read as one page where a panel reaches over both, or where the image shows one page", () => {
    const across = { ...facing, c: [5, 105, 280, 200], e: [290, 70, 300, 200] } as const;
    expect(spread(across, "ltr").map(({ id }) => id)).toEqual(
      readingOrder(panelsOf(across), "ltr").map(({ id }) => id),
    );
    expect(spread(facing, "ltr", false).map(({ id }) => id)).toEqual(
      readingOrder(panelsOf(facing), "ltr").map(({ id }) => id),
    );
  });
});

describe("layouts", () => {
  it("reads rows before columns, also where rows reach a little into each other", () => {
    const grid = {
      a: [0, 0, 100, 100],
      b: [110, 0, 200, 108],
      c: [0, 104, 100, 200],
      d: [110, 112, 200, 200],
    } as const;
    expect(sequence(grid)).toBe("abcd");
    expect(sequence(grid, "rtl")).toBe("badc");
    expect(read(grid).map(({ row, column }) => [row, column])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(read(grid).find(({ id }) => id === "c")).toMatchObject({ doubts: ["overlap"] });
    expect(read(grid).find(({ id }) => id === "b")).toMatchObject({ confidence: 1, doubts: [] });
  });

  it("gives a full-width panel a row of its own", () => {
    const page = { a: [0, 0, 200, 50], b: [0, 60, 95, 120], c: [105, 60, 200, 120], d: [0, 130, 200, 200] } as const;
    expect(read(page).map(({ id, row, column }) => `${id}${row}${column}`)).toEqual(["a00", "b10", "c11", "d20"]);
  });

  it("reads a tall panel and the stack beside it from where reading begins", () => {
    expect(sequence({ t: [0, 0, 95, 200], u: [105, 0, 200, 95], l: [105, 105, 200, 200] })).toBe("tul");
    expect(sequence({ t: [105, 0, 200, 200], u: [0, 0, 95, 95], l: [0, 105, 95, 200] })).toBe("ult");
    expect(sequence({ t: [0, 0, 95, 200], u: [105, 0, 200, 95], l: [105, 105, 200, 200] }, "rtl")).toBe("ult");
  });

  it("reads an inset after the panel that it lies in, in that panel's place, and is less sure", () => {
    const page = {
      a: [0, 0, 300, 200],
      i: [10, 10, 80, 80],
      j: [210, 110, 290, 190],
      b: [310, 0, 500, 200],
      c: [0, 210, 500, 300],
    } as const;
    expect(sequence(page)).toBe("aijbc");
    expect(read(page).find(({ id }) => id === "i")).toMatchObject({
      row: 0,
      column: 0,
      confidence: 0.8,
      doubts: ["inset"],
    });
    expect(read(page).find(({ id }) => id === "b")).toMatchObject({ row: 0, column: 1, confidence: 1 });
  });

  it("is in doubt where columns could as well be rows, and surer the further their gutters are out of line", () => {
    const at = (y: number) =>
      ({
        a: [0, 0, 95, 200 - y],
        b: [0, 210 - y, 95, 400],
        c: [105, 0, 200, 200 + y],
        d: [105, 210 + y, 200, 400],
      }) as const;
    expect(sequence(at(5))).toBe("acbd");
    expect(sequence(at(60))).toBe("abcd");
    const least = (boxes: Boxes) => Math.min(...read(boxes).map(({ confidence }) => confidence));
    expect(least(at(25))).toBeLessThan(0.6);
    expect(least(at(25))).toBeLessThan(least(at(60)));
    expect(read(at(60)).find(({ id }) => id === "c")?.doubts).toEqual(["staggered"]);
  });

  it("guesses at a pinwheel from its upper left corner on, and says so", () => {
    const pinwheel = {
      a: [0, 0, 130, 60],
      b: [140, 0, 200, 130],
      c: [70, 140, 200, 200],
      d: [0, 70, 60, 200],
      m: [70, 70, 130, 130],
    } as const;
    expect(sequence(pinwheel)[0]).toBe("a");
    expect(
      read(pinwheel)
        .slice(1)
        .every(({ confidence, doubts }) => confidence <= 0.3 && doubts.includes("irregular")),
    ).toBe(true);
    expect(read(pinwheel).every(({ row }) => row === null)).toBe(true);
  });

  it("has no order of no panels, is sure of one, and does not hang on thousands", () => {
    expect(readingOrder([], "ltr")).toEqual([]);
    expect(read({ a: [0, 0, 10, 10] })).toEqual([{ id: "a", confidence: 1, doubts: [], row: 0, column: 0 }]);
    const many = Array.from({ length: 5000 }, (_, at) => ({
      id: `p${at}`,
      box: [at % 70, at, (at % 70) + 50, at + 90] as const,
    }));
    expect(readingOrder(many, "ltr")).toHaveLength(5000);
  });
});
