import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { ImportProblem } from "../../../src/core/benchmark/importProblem.js";
import { pageRecordSchema } from "../../../src/core/benchmark/pageRecord.js";
import { importAnnotated, type ImportOptions } from "../../../src/node/benchmark/import/importAnnotated.js";
import { blankPng } from "../../../src/node/benchmark/sample/blankPng.js";
import { categories, mapping, page } from "./cocoSet.js";

const root = mkdtempSync(join(tmpdir(), "loupe-import-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folder = "";
let number = 0;
beforeEach(() => {
  folder = join(root, String(number++));
  mkdirSync(folder);
});

function put(path: string, content: string | Buffer): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const image = blankPng({ width: 200, height: 300 });
const person = { id: 1, image_id: 7, category_id: 11, bbox: [10, 20, 40, 60], attributes: { Action: "running" } };
const panel = { id: 2, image_id: 7, category_id: 1, bbox: [0, 0, 200, 300], attributes: {} };
const coco = (fields: object = {}) =>
  JSON.stringify({ images: [page], categories, annotations: [person, panel], ...fields });
const name = page.file_name;

const run = (options: Partial<ImportOptions> = {}, ...sources: readonly string[]) =>
  importAnnotated(sources.length === 0 ? [join(folder, "set")] : sources, {
    out: join(folder, "out"),
    mapping,
    ...options,
  });

const linesOf = (file: string): readonly unknown[] =>
  readFileSync(join(folder, "out", file), "utf8")
    .split("\n")
    .filter(line => line !== "")
    .map(line => JSON.parse(line) as unknown);
const pages = () => linesOf("pages.jsonl").map(line => pageRecordSchema.parse(line));
const problems = () => linesOf("problems.jsonl") as readonly ImportProblem[];
const told = () => problems().map(({ file, code, effect }) => `${file} ${code} ${effect}`);

describe("the images of pages", () => {
  it("are found in AI4VA's folders, with maps of where people look, by split", async () => {
    for (const split of ["train", "val"]) {
      put(`set/annotations/${split}-annotations.json`, coco());
      put(`set/data/images/${split}/${name}`, image);
    }
    put(`set/data/maps/train/${name.replace("png", "jpg")}`, image);
    expect(await run()).toMatchObject({ kind: "imported", pages: 2, issues: 1 });
    const [train, val] = pages();
    expect(train?.image.path).toBe(`../set/data/images/train/${name}`);
    expect(train?.source).toMatchObject({ dataset: "ai4va", split: "train" });
    expect(train?.source.saliency).toBe(`../set/data/maps/train/${name.replace("png", "jpg")}`);
    expect([val?.source.split, val?.source.saliency]).toEqual(["val", null]);
    // No map of the other split is missing: it has none at all.
    expect(told()).toEqual([]);
  });

  it("of which one has no map where its split has some are told", async () => {
    put("set/train.json", coco({ images: [page, { ...page, id: 8, file_name: "b_1.png" }] }));
    for (const one of [name, "b_1.png"]) put(`set/images/train/${one}`, image);
    put("set/maps/train/b_1.png", image);
    await run();
    expect(told()).toContain("train.json missing-saliency noted");
  });

  it("have no map of another shape, nor one that is no image", async () => {
    put("set/train.json", coco({ images: [page, { ...page, id: 8, file_name: "b_1.png" }] }));
    for (const one of [name, "b_1.png"]) put(`set/images/train/${one}`, image);
    put(`set/maps/train/${name}`, blankPng({ width: 300, height: 200 }));
    put("set/maps/train/b_1.png", "no image");
    await run();
    expect(pages().map(({ source }) => source.saliency)).toEqual([null, null]);
    expect(told()).toContain(`maps/train/${name} bad-saliency left-out`);
    expect(told()).toContain("maps/train/b_1.png bad-saliency left-out");
  });

  it("are written relative to the benchmark's folder where they lie below it", async () => {
    put("out/pages/a.png", image);
    put("set.json", coco({ images: [{ ...page, file_name: "somewhere/else/a.png" }] }));
    await run({ imageFolders: [join(folder, "out/pages")] }, join(folder, "set.json"));
    expect(pages()[0]?.image).toMatchObject({ path: "pages/a.png", width: 200, mime: "image/png" });
  });

  it("lie beside a single file, with another ending, or in folders that are named", async () => {
    put("set/train.json", coco());
    put(`set/scans/${name.toUpperCase().replace("PNG", "JPG")}`, await sharp(image).jpeg().toBuffer());
    expect(await run({}, join(folder, "set/train.json"))).toMatchObject({ pages: 1 });
    expect(pages()[0]?.image.mime).toBe("image/jpeg");
  });

  it("of another split are other pages, but where the set has no folder for a page's own", async () => {
    put("set/val.json", coco({ images: [{ ...page, file_name: "001.png" }] }));
    put("set/images/train/001.png", image);
    expect(await run()).toMatchObject({ pages: 1 });
    put("set/images/val/002.png", image);
    expect(await run()).toMatchObject({ pages: 0 });
  });

  it("are none where two different files fit as well: another page's boxes would be worse", async () => {
    put("set/train.json", coco());
    put(`set/a/${name}`, image);
    put(`set/b/${name}`, await sharp(image).negate().jpeg().toBuffer());
    expect(await run()).toMatchObject({ pages: 0 });
    expect(told()).toContain(`a/${name} unreadable-image left-out`);
    put("set/train.json", coco({ images: [{ ...page, file_name: `b/${name}` }] }));
    expect(await run()).toMatchObject({ pages: 1 });
  });

  it("that are text, empty or gone leave their page out and the others in", async () => {
    const images = ["a_1.png", "a_2.png", "a_3.png", "a_4.png"].map((one, at) => ({
      ...page,
      id: at + 7,
      file_name: one,
    }));
    put("set/train.json", coco({ images }));
    put("set/a_1.png", image);
    put("set/a_2.png", "no image");
    put("set/a_3.png", image.subarray(0, 20));
    expect(await run()).toMatchObject({ pages: 1 });
    expect(told().sort()).toEqual([
      "a_2.png unreadable-image left-out",
      "a_3.png unreadable-image left-out",
      "train.json empty-page noted",
      "train.json empty-page noted",
      "train.json empty-page noted",
      "train.json missing-image left-out",
    ]);
  });
});

describe("what lies outside of a source", () => {
  it("is never read: links in it are told, names that lead out find nothing", async () => {
    const secret = put("secret/a_1.png", image);
    put(
      "set/train.json",
      coco({
        images: [
          { ...page, file_name: "../secret/a_1.png" },
          { ...page, id: 8, file_name: "a_2.png" },
          { ...page, id: 9, file_name: secret },
        ],
      }),
    );
    symlinkSync(secret, join(folder, "set/a_2.png"));
    symlinkSync(join(folder, "secret"), join(folder, "set/linked"));
    symlinkSync(folder, join(folder, "set/loop"));
    expect(await run()).toMatchObject({ kind: "imported", pages: 0 });
    expect(told()).toEqual(
      expect.arrayContaining([
        "a_2.png unreadable-file left-out",
        "linked unreadable-file left-out",
        "loop unreadable-file left-out",
      ]),
    );
    const missing = problems().filter(({ code }) => code === "missing-image");
    expect(missing).toHaveLength(3);
    expect(missing[0]?.detail).toContain("outside the source");
  });

  it("is read where the source itself is a link that a person named", async () => {
    put("real/train.json", coco());
    put(`real/${name}`, image);
    symlinkSync(join(folder, "real"), join(folder, "set"));
    expect(await run()).toMatchObject({ pages: 1 });
  });

  it("neither is what the benchmark's own folder holds, if it lies in the source", async () => {
    put("set/train.json", coco());
    put(`set/${name}`, image);
    put("set/bench/exports/train.json", coco());
    expect(await run({ out: join(folder, "set/bench") })).toMatchObject({ pages: 1, counts: { annotations: 2 } });
  });
});

describe("files of annotations", () => {
  it("that are damaged are told, and the others are imported", async () => {
    put("set/train-annotations.json", coco());
    put("set/val-annotations.json", coco().slice(0, 300));
    put("set/depth_TEST_segments.json", "[]");
    put("set/notes.json", '{"categories": {"Panel": "panel"}}');
    put(`set/${name}`, image);
    expect(await run()).toMatchObject({ kind: "imported", pages: 1 });
    expect(told().sort()).toEqual([
      "depth_TEST_segments.json unknown-shape left-out",
      "val-annotations.json unreadable-file left-out",
    ]);
  });

  it("may hold NaN and Infinity as Python writes them, a byte order mark, and other bytes than UTF-8", async () => {
    const text = coco().replace("[10,20,40,60]", "[NaN,20,Infinity,60]");
    put(
      "set/train.json",
      Buffer.concat([Buffer.from(`\uFEFF${text.slice(0, -1)},"x":"`), Buffer.from([0xff]), Buffer.from('"}')]),
    );
    put(`set/${name}`, image);
    expect(await run()).toMatchObject({ pages: 1, counts: { characters: 0, panels: 1 } });
    expect(told()).toEqual(["train.json unreadable-file noted", "train.json no-box left-out"]);
  });

  it("nested deeper than a call stack goes are told", async () => {
    put("set/train.json", `{"images":[],"annotations":[${"[".repeat(200_000)}`);
    expect(await run()).toMatchObject({ kind: "imported", pages: 0 });
    expect(told()).toEqual(["train.json unreadable-file left-out"]);
  });

  it("of several sources are one benchmark; a page that two bring is taken once, files are named with their source", async () => {
    for (const one of ["one", "two"]) {
      put(`${one}/train.json`, coco({ annotations: [person, panel, { id: 3, image_id: 7 }] }));
      put(`${one}/${name}`, image);
    }
    const both = [join(folder, "one"), join(folder, "two")];
    expect(await run({}, ...both)).toMatchObject({ pages: 2, counts: { annotations: 6, left_out: 2 } });
    expect(told()).toEqual(["one/train.json unknown-shape left-out", "two/train.json unknown-shape left-out"]);
    const counts = { annotations: 6, panels: 1, characters: 1, bubbles: 0, other: 0, left_out: 4 };
    expect(await run({ dataset: "mine" }, ...both)).toMatchObject({ pages: 1, counts });
    expect(told().at(-1)).toBe(`two/${name} twice-the-id left-out`);
  });
});

describe("the mapping", () => {
  beforeEach(() => {
    put("set/train.json", coco());
    put(`set/${name}`, image);
  });

  it("is suggested where none is given, and nothing is imported", async () => {
    const result = await run({ mapping: null });
    const file = join(folder, "out/mapping.json");
    expect(result).toMatchObject({ kind: "needs-mapping", file, isWritten: true });
    expect(readdirSync(join(folder, "out"))).toEqual(["mapping.json"]);
    const suggested: unknown = JSON.parse(readFileSync(file, "utf8"));
    expect(suggested).toMatchObject({ categories: { Panel: "panel", Person: "character", Cloud: "other" } });
    expect(await run({ mapping: suggested })).toMatchObject({ kind: "imported", mappingFrom: "given" });
  });

  it("that a person has edited is never written over by a suggestion", async () => {
    put("out/mapping.json", "mine");
    expect(await run({ mapping: null })).toMatchObject({ kind: "needs-mapping", isWritten: false });
    expect(readFileSync(join(folder, "out/mapping.json"), "utf8")).toBe("mine");
  });

  it("is taken unseen only where that was asked for, and the result says so", async () => {
    expect(await run({ mapping: null, acceptsSuggestion: true })).toMatchObject({
      kind: "imported",
      mappingFrom: "suggested",
    });
    expect(pages()[0]?.characters).toHaveLength(1);
  });

  it("that a person has edited is used in place of the suggestion, and stays as it is written", async () => {
    const mine = ` ${JSON.stringify({ categories: { Panel: "panel", Person: "other" } })}`;
    const file = put("out/mapping.json", mine);
    const result = await run({ mapping: null, acceptsSuggestion: true });
    expect(result).toMatchObject({
      kind: "imported",
      mappingFrom: "given",
      mapping: { categories: { Person: "other" } },
    });
    expect(pages()[0]?.characters).toEqual([]);
    expect(readFileSync(file, "utf8")).toBe(mine);
    put("out/mapping.json", "mine");
    expect(await run({ mapping: null, acceptsSuggestion: true })).toMatchObject({ kind: "bad-mapping" });
  });

  it("that is wrong is named before anything is written", async () => {
    expect(await run({ mapping: { categories: { Panel: "frame" } } })).toMatchObject({
      kind: "bad-mapping",
      reason: expect.stringContaining("categories.Panel") as unknown,
    });
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it("tells what it leaves open, a line a category with its count", async () => {
    await run({ mapping: { ...mapping, categories: { Panel: "panel" } } });
    expect(problems()).toEqual([
      { file: "train.json", annotation_id: null, code: "unmapped-category", effect: "left-out", detail: "Person: 1" },
    ]);
  });
});

describe("an import that does not come to its end", () => {
  beforeEach(() => {
    put("set/train.json", coco());
    put(`set/${name}`, image);
  });

  it("leaves an earlier one as it was", async () => {
    await run();
    const before = readFileSync(join(folder, "out/pages.jsonl"), "utf8");
    put("set/train.json", coco({ annotations: [] }));
    for (const phase of ["listing", "reading", "images", "pages", "writing"] as const) {
      const stop = new AbortController();
      const onProgress = (progress: { readonly phase: string }) => progress.phase === phase && stop.abort();
      expect(await run({ signal: stop.signal, onProgress })).toEqual({ kind: "aborted" });
      expect(readFileSync(join(folder, "out/pages.jsonl"), "utf8")).toBe(before);
      expect(readdirSync(join(folder, "out")).filter(one => one.endsWith(".part"))).toEqual([]);
    }
    expect(await run()).toMatchObject({ kind: "imported" });
    expect(readFileSync(join(folder, "out/pages.jsonl"), "utf8")).not.toBe(before);
  });

  it("leaves the pages and the mapping of an earlier one where it can read no page at all", async () => {
    await run();
    const before = ["pages.jsonl", "mapping.json"].map(one => readFileSync(join(folder, "out", one), "utf8"));
    put("set/train.json", coco().slice(0, -20));
    expect(await run({ mapping: { ...mapping, depth: { larger: "nearer" } } })).toMatchObject({ pages: 0 });
    expect(["pages.jsonl", "mapping.json"].map(one => readFileSync(join(folder, "out", one), "utf8"))).toEqual(before);
    expect(told()).toContain("train.json unreadable-file left-out");
  });

  it("shares no unfinished file with another import into the folder", async () => {
    const part = put("out/pages.jsonl.part", "of another import");
    expect(await Promise.all([run(), run()])).toMatchObject([{ kind: "imported" }, { kind: "imported" }]);
    expect(pages()).toHaveLength(1);
    expect(readFileSync(part, "utf8")).toBe("of another import");
  });

  it("writes over nothing that no import wrote", async () => {
    for (const one of ["pages.jsonl", "problems.jsonl"]) {
      const file = put(`out/${one}`, '{"my":"thesis"}\n');
      expect(await run()).toEqual({ kind: "foreign", path: file });
      expect(readFileSync(file, "utf8")).toBe('{"my":"thesis"}\n');
      rmSync(file);
    }
    const exported = put("out/manifest.json", JSON.stringify({ v: 1, kind: "export" }));
    expect(await run()).toEqual({ kind: "foreign", path: exported });
    expect(readdirSync(join(folder, "out"))).toEqual(["manifest.json"]);
  });

  it("says what is in its way", async () => {
    expect(await run({}, join(folder, "nowhere"))).toMatchObject({ kind: "bad-source", reason: "missing" });
    expect(await run({}, put("empty/readme.txt", "x"))).toMatchObject({ kind: "bad-source", reason: "unknown" });
    expect(await run({}, "/dev/null")).toMatchObject({ kind: "bad-source", reason: "no-file" });
    expect(await run({ as: "x" })).toMatchObject({ kind: "unknown-reader", id: "x" });
    expect(await run({ out: put("file", "x") })).toMatchObject({ kind: "unwritable" });
    expect(await run({ out: "/proc/nope/bench" })).toMatchObject({ kind: "unwritable" });
    expect(await run({ imageFolders: [join(folder, "nowhere")] })).toMatchObject({
      kind: "bad-source",
      reason: "missing",
    });
  });
});
