import { describe, expect, it } from "vitest";
import { categories, documentOf, page, readSet, stored } from "./cocoSet.js";

const file = "train-annotations.json";
const read = (annotations: readonly unknown[], image = stored()) => readSet({ [file]: documentOf(annotations) }, image);

/** An annotation of a person; what is not named is as CVAT writes it. */
const person = (fields: object) => ({
  id: 1,
  image_id: 7,
  category_id: 11,
  iscrowd: 0,
  bbox: [10, 20, 40, 60],
  segmentation: [[10, 20, 50, 20, 50, 80, 10, 80]],
  attributes: {},
  ...fields,
});
const panel = (
  id: number,
  [x, y, width, height]: readonly [number, number, number, number],
  attributes: object = {},
) => ({
  ...person({ id, category_id: 1, bbox: [x, y, width, height], attributes }),
  segmentation: [[x, y, x + width, y, x + width, y + height, x, y + height]],
});
const bubble = (id: number, polygon: readonly number[] | null, fields: object = {}) =>
  person({ id, category_id: 26, segmentation: polygon === null ? [] : [polygon], bbox: undefined, ...fields });

const codes = (set: ReturnType<typeof read>) =>
  set.problems.map(({ annotation_id, code, effect }) => `${annotation_id ?? "page"} ${code} ${effect}`);

describe("where an annotation is", () => {
  it("the box around all polygons of an object, in whole pixels outwards", () => {
    const segmentation = [
      [10.2, 20.7, 30, 20.7, 30, 40],
      [20, 50, 49.9, 50, 49.9, 79.3],
    ];
    const set = read([person({ segmentation, bbox: [10.2, 20.7, 39.7, 58.6] })]);
    expect(set.pages[0]?.characters[0]).toMatchObject({ id: "train/1", box: [10, 20, 50, 80], box_source: "polygon" });
    expect(codes(set)).toEqual(["page no-panel noted"]);
  });

  it("numbers that miss a whole one by a hair, as divisions leave them, are that number", () => {
    const set = read([person({ segmentation: null, bbox: [12.000_000_000_1, 19.999_999_999, 30, 20.000_000_002] })]);
    expect(set.pages[0]?.characters[0]?.box).toEqual([12, 20, 42, 40]);
  });

  it("the mask of a crowd, its counts as numbers or compressed; no question can mean it", () => {
    // Column 10, rows 20 to 23, of a page 300 high.
    const runs = { size: [300, 200], counts: [3020, 4, 56_976] };
    const set = read([person({ iscrowd: 1, segmentation: runs, bbox: [10, 20, 1, 4] })]);
    expect(set.pages[0]?.characters[0]).toMatchObject({ box: [10, 20, 11, 24], box_source: "rle", is_crowd: true });
  });

  it("its own numbers where the outline is empty, broken, or a mask of another page", () => {
    const outlines = [
      [],
      [[1, 2, 3]],
      [[1, 2, NaN, 4, 5, 6]],
      [[5, 5, 5, 5, 5, 5]],
      "M0 0",
      { size: [10, 10], counts: [100] },
      { size: [300, 200], counts: [1, 2, 3] },
      { size: [300, 200], counts: "\u0000" },
      { size: [300, 200], counts: [60_000] },
    ];
    const set = read(outlines.map((segmentation, at) => person({ id: at + 1, segmentation, attributes: { Who: at } })));
    expect(set.pages[0]?.characters.map(({ box }) => box)).toEqual(outlines.map(() => [10, 20, 50, 80]));
    expect(set.pages[0]?.characters.every(({ box_source }) => box_source === "bbox")).toBe(true);
    expect(codes(set).slice(1)).toEqual([
      "1 empty-segmentation repaired",
      "2 bad-polygon repaired",
      "3 bad-polygon repaired",
      "4 bad-polygon repaired",
      "5 bad-polygon repaired",
      "6 bad-rle repaired",
      "7 bad-rle repaired",
      "8 bad-rle repaired",
      "9 empty-segmentation repaired",
    ]);
  });

  it("nowhere without a valid box of either kind: left out and told", () => {
    const boxes = [null, [1, 2, 3], [1, 2, 0, 5], [1, 2, -3, 5], [NaN, 2, 3, 4], "1,2,3,4", [1, 2, Infinity, 4]];
    const set = read(boxes.map((bbox, at) => person({ id: at + 1, segmentation: [], bbox })));
    expect(set.pages[0]?.characters).toEqual([]);
    expect(codes(set).slice(1)).toEqual(boxes.map((_, at) => `${at + 1} no-box left-out`));
  });

  it("what is left out is counted on its page, also by a gap in the order of its panels", () => {
    const none = { bbox: null, segmentation: [] };
    const left = (...annotations: readonly object[]) => read(annotations).pages[0]?.left_out;
    expect(left(person({}), panel(2, [0, 0, 90, 90]))).toBeUndefined();
    expect(left(person(none), { ...panel(2, [0, 0, 90, 90]), ...none }, person({ id: 3, category_id: 30 }))).toEqual({
      panels: 1,
      characters: 1,
      bubbles: 0,
      unknown: 1,
    });
    const gap = [panel(1, [0, 0, 90, 90], { Order: 1 }), panel(2, [100, 0, 90, 90], { Order: 3 })];
    expect(left(...gap)).toMatchObject({ panels: 1 });
    expect(codes(read(gap))).toContain("page bad-attribute noted");
  });

  it("cut at the page; beyond it there is nothing", () => {
    const set = read([
      person({ id: 1, segmentation: null, bbox: [-5, -5, 20, 20] }),
      person({ id: 2, segmentation: null, bbox: [190, 290, 20, 20] }),
      person({ id: 3, segmentation: null, bbox: [200, 10, 20, 20] }),
    ]);
    expect(set.pages[0]?.characters.map(({ box }) => box)).toEqual([
      [0, 0, 15, 15],
      [190, 290, 200, 300],
    ]);
    expect(codes(set).slice(1)).toEqual(["1 box-outside repaired", "2 box-outside repaired", "3 box-outside left-out"]);
  });

  it("told where outline and numbers are of two different things; the outline holds", () => {
    const set = read([person({ bbox: [150, 250, 40, 40] })]);
    expect(set.pages[0]?.characters[0]?.box).toEqual([10, 20, 50, 80]);
    expect(codes(set)).toContain("1 bad-polygon noted");
  });
});

describe("what an annotation says", () => {
  it("attributes by the mapping, numbers also as text; what is missing is null and never 0", () => {
    const set = read([
      person({ id: 1, attributes: { Interdepth: 2, Intradepth: "1.0", Action: "running", Who: 3, Other: 5 } }),
      person({
        id: 2,
        bbox: [0, 0, 9, 9],
        segmentation: null,
        attributes: { Interdepth: null, Action: "__undefined__", Who: "" },
      }),
      person({
        id: 3,
        bbox: [9, 0, 9, 9],
        segmentation: null,
        attributes: { Interdepth: "deep", Action: ["a"], Who: true },
      }),
      person({ id: 4, bbox: [18, 0, 9, 9], segmentation: null, attributes: undefined }),
      person({ id: 5, bbox: [27, 0, 9, 9], segmentation: null, attributes: [1] }),
    ]);
    const none = { depth: null, depth_intra: null, action: null, identity: null };
    expect(set.pages[0]?.characters).toMatchObject([
      { depth: 2, depth_intra: 1, action: "running", identity: "3" },
      none,
      none,
      none,
      none,
    ]);
    expect(codes(set).slice(1)).toEqual([
      "3 bad-attribute noted",
      "3 bad-attribute noted",
      "3 bad-attribute noted",
      "4 no-attributes noted",
      "5 bad-attribute noted",
    ]);
  });

  it("names of the object prototype are names like any others", () => {
    const attributes = JSON.parse('{"__proto__": {"Interdepth": 9}, "constructor": 1}') as object;
    const set = readSet({
      [file]: {
        images: [page],
        categories: [...categories, { id: 40, name: "constructor" }],
        annotations: [person({ id: 1, attributes }), person({ id: 2, category_id: 40 })],
      },
    });
    expect(set.pages[0]?.characters).toMatchObject([{ depth: null }]);
    expect(set.reads[0]?.unmapped).toEqual(new Map([["constructor", 1]]));
  });

  it("the order of panels where it is whole, from whatever number; an open one is told and left to others", () => {
    const boxes = [
      [0, 0, 100, 100],
      [100, 0, 100, 100],
      [0, 100, 200, 200],
    ] as const;
    const orders = (numbers: readonly (number | null)[]) =>
      read(boxes.map((box, at) => panel(at + 1, box, { Order: numbers[at] })));
    const whole = orders([2, 1, 10]);
    expect(whole.pages[0]?.panels.map(({ order, order_source }) => [order, order_source])).toEqual([
      [1, "given"],
      [0, "given"],
      [2, "given"],
    ]);
    // A gap is told: a panel may be missing.
    expect(codes(whole)).toEqual(["page bad-attribute noted"]);
    expect(codes(orders([5, 4, 6]))).toEqual([]);
    for (const open of [orders([1, null, 2]), orders([1, 1, 2])]) {
      expect(open.pages[0]?.panels.map(({ order }) => order)).toEqual([null, null, null]);
      expect(codes(open)).toEqual(["page bad-attribute noted"]);
    }
    expect(codes(orders([null, null, null]))).toEqual([]);
  });
});

describe("which panel", () => {
  it("holds most of a character, if at least half; an inset before the panel around it", () => {
    const set = read([
      panel(1, [0, 0, 100, 200]),
      panel(2, [110, 0, 90, 200]),
      panel(3, [10, 10, 40, 40]),
      person({ id: 11, segmentation: null, bbox: [60, 100, 60, 50] }),
      person({ id: 12, segmentation: null, bbox: [15, 15, 20, 20] }),
      person({ id: 13, segmentation: null, bbox: [20, 150, 40, 140] }),
    ]);
    expect(set.pages[0]?.characters).toMatchObject([
      { panel_id: "train/1", inside: 0.6667 },
      { panel_id: "train/3", inside: 1 },
      { panel_id: null, inside: 0.3571 },
    ]);
  });

  it("holds more of it than another, also where that is smaller and holds nearly as much, but for an inset", () => {
    const set = read([
      panel(1, [0, 0, 110, 300]),
      panel(2, [100, 0, 60, 300]),
      person({ id: 11, segmentation: null, bbox: [75, 10, 60, 30] }),
    ]);
    expect(set.pages[0]?.characters).toMatchObject([{ panel_id: "train/1", inside: 0.5833 }]);
    const inset = read([
      panel(1, [0, 0, 200, 300]),
      panel(2, [10, 10, 50, 50]),
      person({ id: 11, segmentation: null, bbox: [11, 12, 50, 40] }),
      person({ id: 12, segmentation: null, bbox: [40, 12, 50, 40] }),
    ]);
    expect(inset.pages[0]?.characters).toMatchObject([
      { panel_id: "train/2", inside: 0.98 },
      { panel_id: "train/1", inside: 1 },
    ]);
  });

  it("is told by outlines where the boxes of slanted neighbours overlap", () => {
    const slanted = (id: number, polygon: readonly number[]) =>
      person({ id, category_id: 1, segmentation: [polygon], bbox: undefined });
    const set = read([
      slanted(1, [0, 0, 120, 0, 80, 300, 0, 300]),
      slanted(2, [122, 0, 200, 0, 200, 300, 82, 300]),
      person({ id: 11, segmentation: null, bbox: [84, 10, 30, 30] }),
      person({ id: 12, segmentation: null, bbox: [90, 265, 28, 30] }),
    ]);
    expect(set.pages[0]?.characters.map(({ panel_id }) => panel_id)).toEqual(["train/1", "train/2"]);
  });
});

describe("balloons", () => {
  const balloon = [20, 20, 120, 20, 120, 80, 20, 80];

  it("a tail annotated as a balloon of its own is left out, and told with its balloon", () => {
    const set = read([bubble(42, balloon), bubble(43, [60, 79, 70, 79, 66, 95])]);
    expect(set.pages[0]?.bubbles.map(({ id }) => id)).toEqual(["train/42"]);
    expect(set.problems.at(-1)).toMatchObject({ annotation_id: "43", code: "tail-as-bubble", detail: "of train/42" });
  });

  it("a small balloon that says something, hangs on none, or is no sliver, is a balloon", () => {
    const set = read([
      bubble(1, balloon),
      bubble(2, [60, 79, 70, 79, 66, 95], { attributes: { Text: "!" } }),
      bubble(3, [60, 95, 70, 95, 66, 110]),
      bubble(4, [120, 40, 160, 40, 160, 80, 120, 80]),
    ]);
    expect(set.pages[0]?.bubbles).toHaveLength(4);
    expect(set.pages[0]?.bubbles[1]).toMatchObject({ text: "!", text_source: "annotation" });
    expect(set.pages[0]?.bubbles[0]).toMatchObject({ text: null, text_source: null });
  });
});

describe("ids", () => {
  it("begin anew in each split and are qualified by it", () => {
    const val = { images: [{ ...page, id: 1 }], categories, annotations: [person({ id: 1, image_id: 1 })] };
    const set = readSet({ [file]: documentOf([person({ id: 1 })]), "val-annotations.json": val });
    expect(set.pages.map(({ source, characters }) => [source.split, characters[0]?.id])).toEqual([
      ["train", "train/1"],
      ["val", "val/1"],
    ]);
    expect(new Set(set.pages.map(({ id }) => id)).size).toBe(2);
    expect(set.pages[0]?.issue_id).toBe(set.pages[1]?.issue_id);
  });

  it("two files of one split are one set: a page that both name is one page", () => {
    const set = readSet({
      "train/panels.json": documentOf([panel(1, [0, 0, 200, 300])]),
      "train/people.json": documentOf([person({ id: 1 })]),
    });
    expect(set.pages).toHaveLength(1);
    expect(set.pages[0]?.panels[0]?.id).toBe("train.train/panels/1");
    expect(set.pages[0]?.characters[0]).toMatchObject({ id: "train.train/people/1", panel_id: "train.train/panels/1" });
  });

  it("the same annotation twice is taken once; another with its id is kept apart", () => {
    const set = read([person({}), person({}), person({ bbox: [0, 0, 9, 9], segmentation: [] })]);
    expect(set.pages[0]?.characters.map(({ id }) => id)).toEqual(["train/1", "train/1~2"]);
    expect(codes(set).slice(0, 2)).toEqual(["1 twice-the-id left-out", "1 twice-the-id repaired"]);
  });

  it("of two that have one box, the one that says no more than the other is left out", () => {
    const box = [0, 0, 200, 300] as const;
    const set = read([
      panel(1, box),
      panel(2, box, { Order: 1 }),
      panel(3, box, { Order: 2 }),
      person({ id: 4, attributes: { Who: "a" } }),
      person({ id: 5, attributes: { Who: "b" } }),
      person({ id: 6, attributes: { Who: "b" } }),
    ]);
    expect(set.pages[0]?.panels.map(({ id }) => id)).toEqual(["train/2", "train/3"]);
    expect(set.pages[0]?.characters.map(({ id }) => id)).toEqual(["train/4", "train/5"]);
    expect(codes(set)).toEqual(["1 same-box left-out", "6 same-box left-out"]);
  });

  it("as text and as numbers are the same", () => {
    const set = readSet({ [file]: documentOf([person({ id: "a", image_id: "7", category_id: "11" })]) });
    expect(set.pages[0]?.characters[0]?.id).toBe("train/a");
  });
});

describe("damage", () => {
  it("annotations of unknown pages and categories, and what is none, are told by id or place", () => {
    const set = read([
      person({ id: 1, image_id: 8 }),
      person({ id: 2, category_id: 99 }),
      person({ id: 3, category_id: 30 }),
      null,
      { id: 5 },
      "x",
      person({ id: undefined }),
    ]);
    expect(codes(set).slice(0, 6)).toEqual([
      "1 no-page left-out",
      "#3 unknown-shape left-out",
      "5 unknown-shape left-out",
      "#5 unknown-shape left-out",
      "#6 unknown-shape left-out",
      "page astray noted",
    ]);
    expect(codes(set)).toContain("2 unknown-category left-out");
    expect(set.reads[0]?.unmapped).toEqual(new Map([["Cloud", 1]]));
    expect(set.plan.lost + (set.reads[0]?.leftOut ?? 0)).toBe(7);
  });

  it("images and categories that are none, or come twice, are told", () => {
    const images = [page, { id: 7, file_name: "b.png" }, { id: 8 }, { ...page, id: 9 }];
    const document = {
      images,
      categories: [...categories, { id: 1, name: "Frame" }, 3],
      annotations: [person({ image_id: 9 })],
    };
    const set = readSet({ [file]: document });
    expect(set.pages).toHaveLength(1);
    expect(set.pages[0]?.characters).toHaveLength(1);
    expect(codes(set).slice(0, 5)).toEqual([
      "page twice-the-id left-out",
      "page unknown-shape left-out",
      "page twice-the-id repaired",
      "page twice-the-id left-out",
      "page unknown-shape left-out",
    ]);
  });

  it("a page without annotations is kept, one without an image is not, unless that is asked for", () => {
    const missing = { kind: "missing", outside: false } as const;
    const empty = readSet({ [file]: documentOf([]) });
    expect([empty.pages.length, ...codes(empty)]).toEqual([1, "page empty-page noted"]);
    const without = readSet({ [file]: documentOf([person({})]) }, missing);
    expect([without.pages.length, ...codes(without)]).toEqual([0, "page missing-image left-out"]);
    expect(without.problems[0]?.detail).toContain("1 annotations");
    const kept = readSet({ [file]: documentOf([person({})]) }, missing, true);
    expect(kept.pages[0]?.image).toMatchObject({ path: page.file_name, width: 200, height: 300, sha256: null });
    const away = readSet(
      { [file]: documentOf([], [{ ...page, file_name: "../../etc/a.png" }]) },
      { ...missing, outside: true },
      true,
    );
    expect(away.pages).toEqual([]);
  });

  it("an image of another size but the same shape scales the boxes; of another shape the page is left out", () => {
    const half = read([panel(2, [0, 0, 200, 300]), person({})], stored(100, 150));
    expect(half.pages[0]?.characters[0]?.box).toEqual([5, 10, 25, 40]);
    expect(codes(half)).toEqual(["page wrong-size repaired"]);
    for (const image of [stored(300, 200), stored(200, 310), stored(300, 200, 6)]) {
      const set = read([person({})], image);
      expect([set.pages.length, ...codes(set)]).toEqual([0, "page wrong-size left-out"]);
    }
    expect(codes(read([panel(1, [0, 0, 9, 9])], stored(200, 300, 3)))).toEqual(["page wrong-size noted"]);
  });
});
