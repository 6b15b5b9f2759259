import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { isOwnFile } from "../../../src/node/benchmark/isOwnFile.js";
import { benchmarkPaths } from "../../../src/node/benchmark/benchmarkPaths.js";
import { importAnnotated } from "../../../src/node/benchmark/import/importAnnotated.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { categories, mapping, page } from "./cocoSet.js";
import { svgImage } from "./sourceFolder.js";

const newFolder = temporaryFolder();
const panel = { id: 2, image_id: 7, category_id: 1, bbox: [0, 0, 200, 300], attributes: {} };
const name = "a_1.svg";

function put(folder: string, path: string, content: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

function putSet(folder: string, at: string): void {
  const images = [{ ...page, file_name: name }];
  put(folder, join(at, "train.json"), JSON.stringify({ images, categories, annotations: [panel] }));
  put(folder, join(at, "images", name), svgImage(200, 300));
}

const imagePath = (out: string) => /"path":"([^"]*)"/.exec(readFileSync(join(out, "pages.jsonl"), "utf8"))?.[1];

describe("a set that lies where its benchmark goes", () => {
  it("is imported, again and again: only what the benchmark writes is no source", async () => {
    const folder = newFolder();
    putSet(folder, ".");
    for (const source of [folder, join(folder, "train.json")])
      for (let time = 0; time < 2; time++) {
        expect(await importAnnotated([source], { out: folder, mapping })).toMatchObject({
          ...{ kind: "imported", pages: 1 },
          problems: [],
        });
        expect(imagePath(folder)).toBe(`images/${name}`);
      }
  });

  it("is imported from a folder in the benchmark's", async () => {
    const folder = newFolder();
    putSet(folder, "raw/comics");
    expect(await importAnnotated([join(folder, "raw/comics")], { out: folder, mapping })).toMatchObject({ pages: 1 });
    expect(imagePath(folder)).toBe(`raw/comics/images/${name}`);
  });

  it("asks for a mapping there as anywhere, and does not take its own suggestion for a source", async () => {
    const folder = newFolder();
    putSet(folder, ".");
    for (const isWritten of [true, false])
      expect(await importAnnotated([folder], { out: folder, mapping: null })).toMatchObject({
        ...{ kind: "needs-mapping", isWritten },
      });
  });

  it("is said to be none where only the benchmark's own folder is there", async () => {
    const folder = newFolder();
    putSet(folder, "set");
    const out = join(folder, "bench");
    await importAnnotated([join(folder, "set")], { out, mapping });
    expect(await importAnnotated([out], { out, mapping })).toMatchObject({ kind: "bad-source", reason: "own" });
    put(out, "notes/readme.txt", "x");
    const other = put(folder, "other/readme.txt", "x");
    expect(await importAnnotated([dirname(other)], { out, mapping })).toMatchObject({ reason: "unknown" });
  });

  it("is looked through but for a benchmark's folder in it, with whatever that holds", async () => {
    const folder = newFolder();
    putSet(folder, ".");
    putSet(folder, "bench/export");
    expect(await importAnnotated([folder], { out: join(folder, "bench"), mapping })).toMatchObject({ pages: 1 });
    expect(existsSync(join(folder, "bench/pages.jsonl"))).toBe(true);
  });
});

describe("a benchmark's own files", () => {
  it("are those that it names, its question sets, and what was left of a write", () => {
    for (const path of Object.values<string>({ ...benchmarkPaths("x") }).slice(1))
      expect(isOwnFile(path.slice(2))).toBe(true);
    const own = [
      "sets/mmmu.jsonl",
      "problems.mmmu.jsonl",
      "pages.jsonl.0a1b2c3d.part",
      "sets/mmmu.jsonl.0a1b2c3d.part",
    ];
    for (const path of own) expect(isOwnFile(path), path).toBe(true);
    const others = ["train.json", "data/pages.jsonl", "sets/a/b.jsonl", "pages.jsonl.part", "sets/mmmu.json"];
    for (const path of others) expect(isOwnFile(path), path).toBe(false);
  });
});
