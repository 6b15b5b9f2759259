import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildOptionsSchema } from "../../../src/core/benchmark/buildOptions.js";
import { pageRecordSchema, type PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import { buildBenchmark } from "../../../src/node/benchmark/build/buildBenchmark.js";
import { exportBenchmark } from "../../../src/node/benchmark/exportBenchmark.js";
import { hashTwins } from "../../../src/node/benchmark/hashTwins.js";
import { importAnnotated } from "../../../src/node/benchmark/import/importAnnotated.js";
import { blankPng } from "../../../src/node/benchmark/sample/blankPng.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { trainerFolder } from "../trainer/trainer.js";
import { categories, mapping } from "./cocoSet.js";
import { madePage } from "./madePage.js";

const newFolder = temporaryFolder();
const size = { width: 200, height: 300 };

function put(folder: string, path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** Pages of one issue each, with a character whose action and depth two kinds ask about. */
function putSet(folder: string, name: string, issues: number): string {
  const images = Array.from({ length: issues }, (_, at) => ({ id: at + 1, file_name: `i${at}_1.png`, ...size }));
  const actions = ["running", "sitting", "eating", "sleeping"];
  const annotations = images.flatMap(({ id }) => [
    { id: 100 * id, image_id: id, category_id: 1, bbox: [0, 0, 200, 300], attributes: {} },
    ...[0, 1, 2].map(at => ({
      ...{ id: 100 * id + at + 1, image_id: id, category_id: 11, bbox: [10 + 60 * at, 50, 50, 100] },
      attributes: { Action: actions[(id + at) % 4], Interdepth: at },
    })),
  ]);
  put(folder, `${name}/train.json`, JSON.stringify({ images, categories, annotations }));
  for (const { file_name: file } of images) put(folder, `${name}/${file}`, blankPng(size, file));
  return join(folder, name);
}

const pagesIn = (out: string): readonly PageRecord[] =>
  readFileSync(join(out, "pages.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map(line => pageRecordSchema.parse(JSON.parse(line)));

const shaOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

describe("one picture under several names", () => {
  it("is one to the splits of a build, also where no hashes were asked for", async () => {
    const folder = newFolder();
    const out = join(folder, "out");
    const copies = ["copy1", "copy2", "copy3"].map(name => putSet(folder, name, 6));
    expect(await importAnnotated(copies, { out, mapping })).toMatchObject({ kind: "imported", pages: 18 });
    const pages = pagesIn(out);
    for (const { image } of pages) expect(image.sha256).toBe(shaOf(readFileSync(join(out, image.path))));
    const options = buildOptionsSchema.parse({ split: { val: 0.2, test: 0.2 } });
    const built = await buildBenchmark(out, { options });
    if (built.kind !== "built") throw new Error(built.kind);
    const splitOf = new Map(
      Object.entries(built.manifest.splits).flatMap(([split, issues]) => issues.map(issue => [issue, split])),
    );
    const splits = new Map<string | null, Set<string | undefined>>();
    for (const { image, issue_id } of pages)
      splits.set(image.sha256, (splits.get(image.sha256) ?? new Set()).add(splitOf.get(issue_id)));
    expect([...splits.values()].map(found => found.size)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(new Set(splitOf.values())).toEqual(new Set(["train", "val", "test"]));
  });

  it("in the splits of the set itself is a leak", async () => {
    const folder = newFolder();
    const out = join(folder, "out");
    const set = putSet(folder, "set", 3);
    const text = readFileSync(join(set, "train.json"), "utf8");
    writeFileSync(join(set, "test.json"), text.replaceAll(/i(\d)_1/g, "j$1_1"));
    for (const at of [0, 1, 2]) put(set, `j${at}_1.png`, blankPng(size, `i${at}_1.png`));
    await importAnnotated([set], { out, mapping });
    const options = buildOptionsSchema.parse({ split: { by: "given" } });
    expect(await buildBenchmark(out, { options })).toMatchObject({
      kind: "leak",
      leaks: [{ kind: "image" }, { kind: "image" }, { kind: "image" }],
    });
  });

  it("in two splits is not exported, whoever imported it without looking", async () => {
    const folder = newFolder();
    const out = join(folder, "out");
    await importAnnotated([putSet(folder, "set", 12)], { out, mapping });
    const options = buildOptionsSchema.parse({ split: { val: 0.2, test: 0.2 } });
    expect(await buildBenchmark(out, { options })).toMatchObject({ kind: "built" });
    const exported = () =>
      exportBenchmark({ folder: out, out: join(folder, "to"), asked: { to: "jsonl" }, version: "0", trainerFolder });
    expect(await exported()).toMatchObject({ kind: "exported" });
    // All pages of one picture, and nothing in the records says so.
    const pages = pagesIn(out).map(page => ({ ...page, image: { ...page.image, sha256: null } }));
    writeFileSync(join(out, "pages.jsonl"), pages.map(page => `${JSON.stringify(page)}\n`).join(""));
    for (const { image } of pages) writeFileSync(join(out, image.path), blankPng(size, "the same"));
    const id = shaOf(blankPng(size, "the same"));
    expect(await exported()).toEqual({
      kind: "leak",
      leaks: [{ what: "image", id, splits: ["test", "train", "val"] }],
    });
  });
});

describe("hashing what may be the same", () => {
  const pageOf = (id: string, path: string, sha256: string | null = null): PageRecord => {
    const page = madePage({ id });
    return { ...page, image: { ...page.image, path, sha256 } };
  };

  it("reads files of one length only, and those that several pages have", async () => {
    const folder = newFolder();
    const files = { "a.png": "aaaa", "b.png": "aaaa", "c.png": "cccc", "d.png": "long enough", "e.png": "eeeee" };
    for (const [path, text] of Object.entries(files)) put(folder, path, text);
    const known = pageOf("5", "c.png", "known");
    const pages = [
      ...[pageOf("1", "a.png"), pageOf("2", "b.png"), pageOf("3", "d.png"), pageOf("4", "gone.png"), known],
      ...[pageOf("6", "e.png"), pageOf("7", join(folder, "e.png"))],
    ];
    const hashed = await hashTwins(pages, folder);
    const four = shaOf(Buffer.from("aaaa"));
    const five = shaOf(Buffer.from("eeeee"));
    expect(hashed.map(({ image }) => image.sha256)).toEqual([four, four, null, null, "known", five, five]);
    expect(hashed[4]).toBe(known);
  });

  it("ends where it is stopped", async () => {
    const folder = newFolder();
    put(folder, "a.png", "a");
    const stop = AbortSignal.abort(new Error("stopped"));
    await expect(hashTwins([pageOf("1", "a.png"), pageOf("2", "a.png")], folder, stop)).rejects.toThrow("stopped");
  });
});
