import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ImportProblem } from "../../../src/core/benchmark/importProblem.js";
import { pageRecordSchema } from "../../../src/core/benchmark/pageRecord.js";
import { importAnnotated } from "../../../src/node/benchmark/import/importAnnotated.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { categories, mapping, page } from "./cocoSet.js";
import { svgImage } from "./sourceFolder.js";

const newFolder = temporaryFolder();

function setUp() {
  const folder = newFolder();
  const [set, out] = [join(folder, "set"), join(folder, "out")];
  const put = (path: string, content: string) => {
    mkdirSync(dirname(join(set, path)), { recursive: true });
    writeFileSync(join(set, path), content);
  };
  /** An annotation file of one page with so many panels. */
  const putFile = (file: string, image: string, panels: number) => {
    const annotations = Array.from({ length: panels }, (_, at) => ({
      ...{ id: at + 1, image_id: 7, category_id: 1, bbox: [0, 50 * at, 200, 40], attributes: {} },
    }));
    put(file, JSON.stringify({ images: [{ ...page, file_name: image }], categories, annotations }));
    put(`images/${image}`, svgImage(200, 300));
  };
  const lines = (file: string): readonly unknown[] =>
    readFileSync(join(out, file), "utf8")
      .split("\n")
      .filter(line => line !== "")
      .map(line => JSON.parse(line) as unknown);
  return {
    ...{ set, put, putFile },
    out,
    run: (given: object = mapping) => importAnnotated([set], { out, mapping: given }),
    /** Panels by name of the page. */
    panels: () =>
      Object.fromEntries(
        lines("pages.jsonl")
          .map(line => pageRecordSchema.parse(line))
          .map(({ source, panels }) => [source.file_name, panels.length]),
      ),
    told: () =>
      (lines("problems.jsonl") as readonly ImportProblem[]).map(
        ({ file, code, effect, detail }) => `${file} ${code} ${effect} ${detail}`,
      ),
  };
}

describe("an annotation file that cannot be read any more", () => {
  it("keeps the pages that an earlier import had from it, and that is told", async () => {
    const { put, putFile, run, panels, told } = setUp();
    putFile("a.json", "a_1.svg", 1);
    putFile("b.json", "b_1.svg", 2);
    await run();
    putFile("a.json", "a_1.svg", 3);
    put("b.json", '{"images":[{"id":7,');
    expect(await run()).toMatchObject({ kind: "imported", pages: 2 });
    expect(panels()).toEqual({ "a_1.svg": 3, "b_1.svg": 2 });
    expect(told()).toContain("b.json earlier-pages noted 1 pages");
    // Also once more, and until it can be read again.
    await run();
    expect(panels()).toEqual({ "a_1.svg": 3, "b_1.svg": 2 });
    putFile("b.json", "b_1.svg", 4);
    await run();
    expect(panels()).toEqual({ "a_1.svg": 3, "b_1.svg": 4 });
    expect(told()).toEqual([]);
  });

  it("keeps a page whole that another file has a part of", async () => {
    const { put, putFile, run, panels } = setUp();
    putFile("a.json", "a_1.svg", 1);
    putFile("b.json", "a_1.svg", 5);
    putFile("c.json", "c_1.svg", 1);
    await run();
    const before = panels();
    put("b.json", "{}");
    await run();
    expect(panels()).toEqual(before);
  });

  it("leaves pages out that another mapping was used for, also where that stood in the folder, and that is told", async () => {
    const { out, put, putFile, run, panels, told } = setUp();
    putFile("a.json", "a_1.svg", 1);
    putFile("b.json", "b_1.svg", 2);
    await run();
    put("b.json", '{"images":[{"id":7,');
    const nearer = { ...mapping, depth: { larger: "nearer" } };
    // As an editor saves it before it imports.
    writeFileSync(join(out, "mapping.json"), JSON.stringify(nearer));
    expect(await run(nearer)).toMatchObject({
      ...{ kind: "imported", pages: 1 },
      problems: expect.arrayContaining([{ code: "other-mapping", effect: "left-out", count: 1 }]) as unknown,
    });
    expect(panels()).toEqual({ "a_1.svg": 1 });
    expect(told()).toContain("b.json other-mapping left-out 1 pages");
    putFile("b.json", "b_1.svg", 2);
    await run(nearer);
    expect(panels()).toEqual({ "a_1.svg": 1, "b_1.svg": 2 });
  });

  it("keeps pages under the same mapping written in another order", async () => {
    const { put, putFile, run, panels } = setUp();
    putFile("a.json", "a_1.svg", 1);
    putFile("b.json", "b_1.svg", 2);
    await run();
    put("b.json", "{");
    const turned = Object.fromEntries(Object.entries(mapping).toReversed());
    await run({ ...turned, categories: Object.fromEntries(Object.entries(mapping.categories).toReversed()) });
    expect(panels()).toEqual({ "a_1.svg": 1, "b_1.svg": 2 });
  });

  it("leaves a page out of which nobody knows by which mapping it was read", async () => {
    const { out, put, putFile, run, panels } = setUp();
    putFile("a.json", "a_1.svg", 1);
    putFile("b.json", "b_1.svg", 2);
    await run();
    const file = join(out, "pages.jsonl");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(/,"mapping_sha":"[0-9a-f]+"/g, ""));
    put("b.json", "{");
    await run();
    expect(panels()).toEqual({ "a_1.svg": 1 });
  });

  it("tells how many pages of an earlier import are damaged, which cannot stay", async () => {
    const { out, put, putFile, run, panels, told } = setUp();
    for (const name of ["a", "b", "c"]) putFile(`${name}.json`, `${name}_1.svg`, 1);
    await run();
    const file = join(out, "pages.jsonl");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    writeFileSync(file, lines.map(line => (line.includes("b_1.svg") ? line.slice(0, 80) : line)).join("\n"));
    for (const name of ["b", "c"]) put(`${name}.json`, '{"images":[');
    await run();
    expect(panels()).toEqual({ "a_1.svg": 1, "c_1.svg": 1 });
    expect(told()).toContain("pages.jsonl damaged-pages left-out 1, line 2 is the first");
  });

  it("imports nothing where the earlier pages cannot be read: they would be lost", async () => {
    const { out, put, putFile, run, told } = setUp();
    for (const name of ["a", "b"]) putFile(`${name}.json`, `${name}_1.svg`, 1);
    await run();
    rmSync(join(out, "pages.jsonl"));
    mkdirSync(join(out, "pages.jsonl"));
    put("b.json", "{");
    const result = await run();
    expect(result).toMatchObject({ kind: "unwritable", reason: expect.stringContaining("pages.jsonl") as unknown });
    expect(told()).toEqual([]);
  });

  it("keeps none where it is gone, nor pages of other files", async () => {
    const { set, put, putFile, run, panels } = setUp();
    for (const name of ["a", "b", "c"]) putFile(`${name}.json`, `${name}_1.svg`, 1);
    await run();
    rmSync(join(set, "b.json"));
    put("c.json", '{"images":[');
    await run();
    expect(panels()).toEqual({ "a_1.svg": 1, "c_1.svg": 1 });
  });
});
