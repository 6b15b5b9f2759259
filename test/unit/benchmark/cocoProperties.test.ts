import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageRecordSchema } from "../../../src/core/benchmark/pageRecord.js";
import type { ImportProblem } from "../../../src/core/benchmark/importProblem.js";
import { documentOf, page, readSet } from "./cocoSet.js";

const numbers = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -400, max: 600, noNaN: true }) },
  fc.constantFrom(NaN, Infinity, -Infinity, 1e308, -0, 200, 300),
);
const junk = fc.constantFrom<unknown>(null, undefined, "", "7", true, {}, [], [[]], "x".repeat(300), -1, 1.5);
const ids = fc.oneof({ weight: 8, arbitrary: fc.nat(30) }, junk);
const polygons = fc.array(
  fc.oneof({ weight: 5, arbitrary: fc.array(numbers, { minLength: 6, maxLength: 12 }) }, junk),
  {
    maxLength: 3,
  },
);
const runs = fc.record({
  size: fc.constantFrom<unknown>([300, 200], [200, 300], null, [300, "200"]),
  counts: fc.oneof(
    fc.nat(59_000).map(first => [first, 1000, 59_000 - first]),
    fc.array(fc.integer({ min: -5, max: 60_000 }), { maxLength: 6 }),
    fc.string({ unit: "binary", maxLength: 12 }),
    junk,
  ),
});
const attributes = fc.dictionary(
  fc.constantFrom("Interdepth", "Action", "Who", "Text", "Order", "__proto__", "x"),
  fc.oneof(numbers, fc.string({ maxLength: 5 }), junk),
);
const annotations = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record(
      {
        id: ids,
        image_id: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(7, "7") }, ids),
        category_id: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(1, 11, 26, 18, 30) }, ids),
        iscrowd: fc.oneof(fc.constantFrom<unknown>(0, 1), junk),
        bbox: fc.oneof({ weight: 4, arbitrary: fc.array(numbers, { minLength: 4, maxLength: 4 }) }, junk),
        segmentation: fc.oneof(polygons, runs, junk),
        attributes: fc.oneof(attributes, junk),
      },
      { requiredKeys: ["image_id", "category_id"] },
    ),
  },
  junk,
);
const sets = fc.array(annotations, { maxLength: 25 });

/** How many annotations a problem of a category or page stands for. */
const told = (problems: readonly ImportProblem[]) =>
  problems.filter(({ effect, annotation_id }) => effect === "left-out" && annotation_id !== null).length;

describe("whatever stands in a file", () => {
  it("is never an exception: records are valid, their boxes inside their page, their ids unique", () => {
    fc.assert(
      fc.property(sets, list => {
        for (const read of readSet({ "train.json": documentOf(list) }).pages) {
          const record = pageRecordSchema.parse(JSON.parse(JSON.stringify(read)));
          const parts = [...record.panels, ...record.characters, ...record.bubbles];
          expect(new Set(parts.map(({ id }) => id)).size).toBe(parts.length);
          for (const { box } of parts) {
            expect(Math.min(...box)).toBeGreaterThanOrEqual(0);
            expect(box[2]).toBeLessThanOrEqual(page.width);
            expect(box[3]).toBeLessThanOrEqual(page.height);
          }
          const panels = new Set(record.panels.map(({ id }) => id));
          for (const { panel_id: id } of [...record.characters, ...record.bubbles])
            expect(id === null || panels.has(id)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is not lost: in the page, of other categories, of categories without a meaning, or told by itself", () => {
    fc.assert(
      fc.property(sets, list => {
        const { plan, reads, pages, problems } = readSet({ "train.json": documentOf(list) });
        const imported = pages.reduce(
          (sum, { panels, characters, bubbles }) => sum + panels.length + characters.length + bubbles.length,
          0,
        );
        const other = reads.reduce((sum, read) => sum + read.other, 0);
        const leftOut = plan.lost + reads.reduce((sum, read) => sum + read.leftOut, 0);
        const unmapped = reads.flatMap(read => [...read.unmapped.values()]).reduce((sum, count) => sum + count, 0);
        expect(imported + other + leftOut).toBe(list.length);
        expect(told(problems) + unmapped).toBe(leftOut);
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same records in whatever order annotations stand", () => {
    const good = fc.uniqueArray(
      fc.record({
        id: fc.nat(1000),
        image_id: fc.constant(7),
        category_id: fc.constantFrom(1, 11, 18),
        bbox: fc.tuple(fc.nat(150), fc.nat(250), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    );
    const sorted = (list: readonly unknown[]) => {
      const [read] = readSet({ "train.json": documentOf(list) }).pages;
      const byId = <T extends { id: string }>(parts: readonly T[] = []) =>
        [...parts].sort((a, b) => (a.id < b.id ? -1 : 1));
      return { ...read, panels: byId(read?.panels), characters: byId(read?.characters).map(({ inside }) => inside) };
    };
    fc.assert(
      fc.property(good, list => {
        expect(sorted([...list].reverse())).toEqual(sorted(list));
      }),
    );
  });
});
