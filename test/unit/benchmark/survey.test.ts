import fc from "fast-check";
import { parse } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import type { AnnotationMapping } from "../../../src/core/benchmark/annotationMapping.js";
import { readMapping } from "../../../src/core/benchmark/import/readMapping.js";
import { editMapping } from "../../../src/core/benchmark/survey/editMapping.js";
import { categoryExamples, depthExample } from "../../../src/core/benchmark/survey/annotationExamples.js";
import { cocoPlan } from "../../../src/core/benchmark/import/cocoPlan.js";
import { mappingParts } from "../../../src/host/benchmark/mappingParts.js";
import type { Survey } from "../../../src/node/benchmark/surveySources.js";

const categories = ["Person", "Panel"].map((name, at) => ({ id: at + 1, name }));
const images = [1, 2].map(id => ({ id, file_name: `page-${String(id)}.png`, width: 1000, height: 1000 }));

function annotation(id: number, page: number, category: number, bbox: unknown, more: object = {}) {
  return { id, image_id: page, category_id: category, iscrowd: 0, bbox, segmentation: [], attributes: {}, ...more };
}

const draftsOf = (annotations: readonly object[]) =>
  cocoPlan([{ path: "train-annotations.json", split: "train", document: { images, categories, annotations } }]).drafts;

const roles = { characters: new Set(["Person"]), panels: new Set(["Panel"]) };

describe("examples for the person who says what names mean", () => {
  it("are of middling size, and never a crowd, nothing or too small to be seen", () => {
    const drafts = draftsOf([
      annotation(1, 1, 1, [0, 0, 900, 900]),
      annotation(2, 1, 1, [100, 100, 100, 100]),
      annotation(3, 1, 1, [0, 0, 60, 50]),
      annotation(4, 1, 1, [0, 0, 200, 200], { iscrowd: 1 }),
      annotation(5, 1, 1, [0, 0, 39, 500]),
      annotation(6, 1, 1, "no box"),
      annotation(7, 2, 2, [Number.NaN, 0, 100, 100]),
    ]);
    const examples = categoryExamples(drafts);
    expect(examples.get("Person")).toEqual({ image: "page-1.png", split: "train", box: [100, 100, 200, 200] });
    expect(examples.has("Panel")).toBe(false);
  });

  it("of depth are the two things of one page that lie farthest apart; ties and other categories tell nothing", () => {
    const at = (depth: unknown) => ({ attributes: { Interdepth: depth } });
    const drafts = draftsOf([
      annotation(1, 1, 1, [0, 0, 100, 100], at(3)),
      annotation(2, 1, 1, [200, 0, 100, 100], at("4")),
      annotation(3, 2, 1, [0, 0, 100, 100], at(2)),
      annotation(4, 2, 1, [200, 0, 100, 100], at(7)),
      annotation(5, 2, 1, [400, 0, 100, 100], at("deep")),
      annotation(6, 2, 2, [0, 0, 1000, 1000], at(9)),
    ]);
    expect(depthExample(drafts, "Interdepth", roles)).toMatchObject({
      ...{ image: "page-2.png", smaller: { value: 2 }, larger: { value: 7, box: [200, 0, 300, 100] } },
    });
    const alone = draftsOf([annotation(1, 1, 1, [0, 0, 99, 99], at(1))]);
    expect(depthExample(alone, "Interdepth", roles)).toBeNull();
  });

  it("of depth stand in one panel wherever a panel has two that differ", () => {
    const at = (depth: number) => ({ attributes: { Interdepth: depth } });
    const drafts = draftsOf([
      annotation(1, 1, 1, [0, 0, 100, 100], at(0)),
      annotation(2, 1, 1, [800, 0, 100, 100], at(9)),
      annotation(3, 2, 2, [0, 0, 500, 500]),
      annotation(4, 2, 1, [0, 0, 100, 100], at(3)),
      annotation(5, 2, 1, [300, 300, 100, 100], at(4)),
      annotation(6, 2, 1, [800, 800, 100, 100], at(9)),
    ]);
    expect(depthExample(drafts, "Interdepth", roles)).toMatchObject({
      ...{ image: "page-2.png", smaller: { value: 3 }, larger: { value: 4 } },
    });
    expect(depthExample(drafts, "Interdepth", { ...roles, panels: new Set() })).toMatchObject({
      ...{ image: "page-1.png", smaller: { value: 0 }, larger: { value: 9 } },
    });
  });
});

describe("editing a mapping's text", () => {
  it("changes one name and leaves everything else as it was written, comments too", () => {
    const text = `{\n  // ours\n  "categories": { "Panel": "panel" },\n  "depth": { "larger": "nearer" }\n}\n`;
    const after = editMapping(text, [{ part: "categories", name: "A.b/c", value: "character" }]);
    expect(after).toContain("// ours");
    expect(parse(after)).toEqual({ categories: { Panel: "panel", "A.b/c": "character" }, depth: { larger: "nearer" } });
    const without = editMapping(after, [{ part: "categories", name: "Panel", value: null }]);
    expect(parse(without)).toMatchObject({ categories: { "A.b/c": "character" } });
  });

  it("makes of an empty text a mapping that an import takes, whatever the names are", () => {
    const role = fc.constantFrom("panel", "character", "bubble", "other");
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), role, { maxKeys: 6, noNullPrototype: true }), named => {
        fc.pre(!Object.hasOwn(named, "__proto__"));
        const edits = Object.entries(named).map(([name, value]) => ({ part: "categories", name, value }) as const);
        const text = editMapping("", [...edits, { part: "depth", larger: "nearer" }]);
        const read = readMapping(JSON.parse(text));
        expect(read).toEqual({
          kind: "read",
          mapping: { categories: named, attributes: {}, depth: { larger: "nearer" } },
        });
      }),
    );
  });
});

describe("the rows of a mapping's form", () => {
  const mapping: AnnotationMapping = {
    ...{ categories: { Panel: "panel", Gone: "other" }, attributes: { Pose: "action" }, depth: { larger: "farther" } },
  };
  const survey: Extract<Survey, { kind: "surveyed" }> = {
    kind: "surveyed",
    names: {
      categories: [
        { name: "Panel", supercategory: null, count: 5 },
        { name: "Person", supercategory: null, count: 9 },
      ],
      attributes: [{ name: "Pose", count: 3, numeric: 0, flags: 0, examples: ["a", "b", "c", "d", "e", "f", "g"] }],
    },
    suggestion: {
      mapping: { ...mapping, categories: { Panel: "panel", Person: "character" } },
      reasons: [{ kind: "category", name: "Person", role: "character", why: "word", word: "person", count: 9 }],
    },
    examples: { Panel: { path: "/pages/1.png", size: { width: 10, height: 20 }, box: [0, 0, 5, 5] } },
    depths: null,
  };
  const rows = (read: typeof survey | null) =>
    mappingParts(
      mapping,
      read,
      path => `uri:${path}`,
      text => text,
    );

  it("are those of the annotations, most frequent first, and then those that only the file names", () => {
    const { categories: shown, attributes } = rows(survey);
    expect(shown.map(({ name, count, role, suggested }) => [name, count, role, suggested])).toEqual([
      ["Person", 9, null, "character"],
      ["Panel", 5, "panel", "panel"],
      ["Gone", 0, "other", null],
    ]);
    expect(shown[0]?.reason).toBe("the name holds “person”");
    expect(shown[1]?.picture).toEqual({ uri: "uri:/pages/1.png", width: 10, height: 20, box: [0, 0, 5, 5] });
    expect(attributes[0]?.values).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  it("have no counts while nobody has looked through the annotations", () => {
    expect(rows(null).categories.map(({ name, count, suggested }) => [name, count, suggested])).toEqual([
      ["Gone", null, null],
      ["Panel", null, null],
    ]);
  });
});
