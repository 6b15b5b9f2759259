import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { annotationNamesOf } from "../../../src/core/benchmark/import/annotationNamesOf.js";
import { cocoDocument } from "../../../src/core/benchmark/import/cocoDocument.js";
import { cocoPlan } from "../../../src/core/benchmark/import/cocoPlan.js";
import { missingPanels } from "../../../src/core/benchmark/import/missingPanels.js";
import { pageSaliency } from "../../../src/core/benchmark/import/pageSaliency.js";
import type { PageImage } from "../../../src/core/benchmark/import/pageImage.js";
import { documentOf, page, readSet } from "./cocoSet.js";

const person = (attributes: unknown, id = 1) => ({
  ...{ id, image_id: 7, category_id: 11, iscrowd: 0, segmentation: [] },
  ...{ bbox: [10 * id, 20, 9, 60], attributes },
});

const file = "train-annotations.json";
const read = (...attributes: readonly unknown[]) =>
  readSet({ [file]: documentOf(attributes.map((one, at) => person(one, at + 1))) });
const characters = (...attributes: readonly unknown[]) => read(...attributes).pages[0]?.characters;
const told = (...attributes: readonly unknown[]) =>
  read(...attributes)
    .problems.filter(({ annotation_id: id, code }) => id !== null && code !== "empty-segmentation")
    .map(({ annotation_id: id, code, detail }) => `${id} ${code} ${detail}`);

describe("attributes", () => {
  const said = { depth: 2, depth_intra: 1, action: "running", identity: "3" };

  it("as a list of names and values, or each value in an object, say what a plain object says", () => {
    const plain = { Interdepth: 2, Intradepth: "1.0", Action: "running", Who: 3 };
    const list = Object.entries(plain).map(([name, value]) => ({ name, value }));
    const wrapped = Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, { value }]));
    expect(characters(plain, list, wrapped)).toMatchObject([said, said, said]);
    expect(told(plain, list, wrapped)).toEqual([]);
  });

  it("of CVAT's own lists are called by their numbers where no name stands", () => {
    const mapped = readSet({
      [file]: documentOf([
        person([
          { spec_id: 5, value: "running" },
          { spec_id: 6, name: "Who", value: "A" },
        ]),
      ]),
    });
    expect(mapped.pages[0]?.characters).toMatchObject([{ action: null, identity: "A" }]);
    const document = cocoDocument(
      documentOf([person([{ spec_id: 5, value: 3 }]), person({ Age: { value: true } }, 2)]),
    );
    if (document === null) throw new Error("no document");
    const files = [{ path: file, split: null, document }];
    expect(annotationNamesOf(files, cocoPlan(files)).attributes).toEqual([
      { name: "5", count: 1, numeric: 1, flags: 0, examples: ["3"] },
      { name: "Age", count: 1, numeric: 0, flags: 1, examples: ["true"] },
    ]);
  });

  it("of another shape are told with what stands there; where none are nothing is shown", () => {
    expect(told("running", 7, [{ Who: "A" }, { name: "Who", value: "B" }, 4])).toEqual([
      '1 bad-attribute "running"',
      "2 bad-attribute 7",
      "3 bad-attribute {Who}",
      "3 bad-attribute 4",
    ]);
    expect(told(null, undefined, {}, [])).toEqual(["1 no-attributes null", "2 no-attributes null"]);
    expect(characters([{ Who: "A" }, { name: "Who", value: "B" }])).toMatchObject([{ identity: "B" }]);
    expect(told({ Interdepth: { value: "deep" } }, { Interdepth: { depth: 1 } })).toEqual([
      '1 bad-attribute Interdepth: "deep"',
      "2 bad-attribute Interdepth: {depth}",
    ]);
  });

  it("of a list that names one twice are those that stand first, and no name is a prototype's", () => {
    expect(
      characters([
        { name: "Who", value: "A" },
        { name: "Who", value: "B" },
      ]),
    ).toMatchObject([{ identity: "A" }]);
    const prototype = [{ name: "__proto__", value: { Who: "A" } }];
    expect(characters(prototype)).toMatchObject([{ identity: null }]);
  });
});

describe("numbers of panels", () => {
  it("lack none where the annotator counted by a step of his own", () => {
    for (const whole of [
      [10, 20, 30],
      [20, 10],
      [0, 5, 10],
      [1, 6, 11],
      [5, 10],
      [100],
      [2, 4, 6, 8],
      [1, 2, 3],
      [7, 8],
    ])
      expect(missingPanels(whole), String(whole)).toBe(0);
  });

  it("lack those that their step leaves out", () => {
    expect(missingPanels([1, 2, 4, 5])).toBe(1);
    expect(missingPanels([10, 20, 40])).toBe(1);
    // Two panels that are numbered 1 and 3 are two of three.
    expect(missingPanels([1, 3])).toBe(1);
    expect(missingPanels([1, 2, 10])).toBe(7);
  });

  it("by twos, threes or fours are gaps, unless four of them are multiples of the step", () => {
    const gaps = [
      [2, 4],
      [0, 2],
      [1, 3, 5],
      [2, 4, 6],
      [4, 8, 12],
      [1, 3, 5, 7],
    ].map(missingPanels);
    expect(gaps).toEqual([1, 1, 2, 2, 6, 3]);
    expect(
      [
        [3, 6, 9, 12],
        [0, 4, 8, 12],
        [2, 4, 8, 10],
      ].map(missingPanels),
    ).toEqual([0, 0, 1]);
  });

  it("that leave the order open, or lie between whole ones, tell of no gap", () => {
    for (const open of [[], [1, null, 4], [1, 1, 4], [1, 1.5, 2]]) expect(missingPanels(open), String(open)).toBe(0);
  });

  it("without one of them lack one, by whatever step they count", () => {
    const counted = fc.record({ step: fc.integer({ min: 1, max: 50 }), most: fc.integer({ min: 5, max: 14 }) });
    fc.assert(
      fc.property(counted, fc.integer({ min: 1, max: 12 }), ({ step, most }, gone) => {
        fc.pre(gone < most - 1);
        const numbers = Array.from({ length: most }, (_, at) => step * at);
        expect(missingPanels(numbers)).toBe(0);
        expect(missingPanels(numbers.filter((_, at) => at !== gone))).toBe(1);
      }),
    );
  });
});

describe("a damaged annotation", () => {
  const second = { ...page, id: 8, file_name: "Invented_0501_1954_12_19-02.png" };
  const readBoth = (...annotations: readonly unknown[]) =>
    readSet({ [file]: documentOf([person({}), person({}, 2), ...annotations], [page, second]) });
  const leftOut = (...annotations: readonly unknown[]) => readBoth(...annotations).pages.map(one => one.left_out);
  const whole = { panels: 0, characters: 0, bubbles: 0, unknown: 0 };
  const told = (...annotations: readonly unknown[]) =>
    readBoth(...annotations)
      .problems.filter(({ code }) => ["unknown-shape", "astray", "no-page"].includes(code))
      .map(({ code, effect, detail }) => `${code} ${effect} ${detail}`);
  /** Without an id an annotation cannot be read. */
  const damaged = (image_id: unknown, category_id: unknown) => ({ ...person({}), id: null, image_id, category_id });

  it("that names its page is missing there, as what its category stands for", () => {
    expect(leftOut(damaged(7, 11), damaged("7", 1), damaged(7, 26), damaged(7, 30), damaged(7, 18))).toEqual([
      { panels: 1, characters: 1, bubbles: 1, unknown: 1 },
      undefined,
    ]);
    expect(leftOut(damaged(8, null), damaged(8, 99), damaged(8, { id: 1 }))).toEqual([
      undefined,
      { ...whole, unread: 3 },
    ]);
    expect(told(damaged(7, 11))).toEqual(["unknown-shape left-out id"]);
  });

  it("that names none may be of any page of its file, which is said once", () => {
    const both = (astray: readonly string[]) => [
      { ...whole, astray },
      { ...whole, astray },
    ];
    expect(leftOut(damaged(null, 11), damaged({}, 1), damaged(undefined, 11))).toEqual(both(["characters", "panels"]));
    expect(leftOut(null, damaged([], 30))).toEqual(both(["unknown", "unread"]));
    expect(told(damaged(null, 11), 5).at(-1)).toBe("astray noted 2 of them, any of 2 pages");
    // Whatever page a tree was on: no question is about it.
    expect(leftOut(damaged(null, 18))).toEqual([undefined, undefined]);
  });

  it("is missing on no page of another file, nor on one that its own file does not list", () => {
    const other = documentOf([], [second]);
    const set = readSet({ [file]: documentOf([damaged(null, 11)]), "val-annotations.json": other });
    expect(set.pages.map(one => one.left_out?.astray)).toEqual([["characters"], undefined]);
    expect(leftOut(damaged(94, 11))).toEqual([undefined, undefined]);
  });
});

describe("a map of where people look", () => {
  const map = (width: number, height: number): PageImage => ({
    ...{ kind: "image", path: "maps/a.png", file: "maps/a.png", size: { width, height }, bytes: 1 },
    ...{ orientation: 1, mime: "image/png", sha256: null },
  });
  const laid = (one: PageImage | null) => {
    const { path, problems } = pageSaliency(one, { width: 200, height: 300 });
    return [path, ...problems.map(({ file, code, effect, detail }) => `${file} ${code} ${effect} ${detail}`)];
  };

  it("of the page's size is the page's; one of its shape is kept and told", () => {
    expect(laid(map(200, 300))).toEqual(["maps/a.png"]);
    expect(laid(map(100, 150))).toEqual(["maps/a.png", "maps/a.png bad-saliency noted 100 × 150, the page 200 × 300"]);
    expect(laid(map(67, 100))[0]).toBe("maps/a.png");
    expect(laid(null)).toEqual([null]);
  });

  it("of another shape, or that is no image, is left out and told", () => {
    expect(laid(map(300, 200))).toEqual([null, "maps/a.png bad-saliency left-out 300 × 200, the page 200 × 300"]);
    expect(laid({ kind: "unreadable", file: "maps/a.png", reason: "broken" })).toEqual([
      null,
      "maps/a.png bad-saliency left-out broken",
    ]);
  });
});
