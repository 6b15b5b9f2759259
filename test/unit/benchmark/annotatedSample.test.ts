import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImportProblem } from "../../../src/core/benchmark/importProblem.js";
import { pageRecordSchema, type PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import { writingSchema } from "../../../src/core/benchmark/writing.js";
import { writingsOf } from "../../../src/core/benchmark/writingsOf.js";
import { annotatedSet } from "../../../src/core/simulate/annotated/annotatedSet.js";
import type { AnnotationTruth, PageTruth } from "../../../src/core/simulate/annotated/annotationTruth.js";
import { importAnnotated } from "../../../src/node/benchmark/import/importAnnotated.js";
import type { ImportResult } from "../../../src/node/benchmark/import/importResult.js";
import { writeAnnotatedSet } from "../../../src/node/benchmark/sample/writeAnnotatedSet.js";
import { squareGlyphs } from "../simulate/squareGlyphs.js";

const folder = mkdtempSync(join(tmpdir(), "loupe-annotated-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const options = { seed: 3, pages: 60, height: 1100, annotations: 9000, glyphsFile: join(folder, "glyphs.json") };
const linesOf = (file: string) =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(line => line !== "")
    .map(line => JSON.parse(line) as unknown);

interface Pair {
  readonly page: PageRecord;
  readonly truth: PageTruth;
}

describe("a made-up annotated set, imported", () => {
  const set = join(folder, "set");
  const out = join(folder, "bench");
  let result: ImportResult;
  let truth: AnnotationTruth;
  let pairs: readonly Pair[];
  let problems: readonly ImportProblem[];

  beforeAll(async () => {
    await writeAnnotatedSet({ ...options, out: set, images: "blank" });
    const mapping: unknown = JSON.parse(readFileSync(join(set, "mapping.json"), "utf8"));
    result = await importAnnotated([set], { out, mapping });
    truth = JSON.parse(readFileSync(join(set, "truth.json"), "utf8")) as AnnotationTruth;
    const pages = linesOf(join(out, "pages.jsonl")).map(line => pageRecordSchema.parse(line));
    problems = linesOf(join(out, "problems.jsonl")) as ImportProblem[];
    pairs = truth.pages.map(one => {
      const page = pages.find(({ source }) => source.file_name === one.file_name && source.split === one.split);
      if (page === undefined) throw new Error(`${one.file_name} was not imported`);
      return { page, truth: one };
    });
    expect(pages).toHaveLength(pairs.length);
  });

  it("has every page of its truth, and of its annotations each is accounted for", () => {
    expect(pairs).toHaveLength(60);
    if (result.kind !== "imported") throw new Error(result.kind);
    const { annotations, panels, characters, bubbles, other, left_out: left } = result.counts;
    expect(annotations).toBe(truth.annotations);
    expect(annotations).toBe(9000);
    expect(panels + characters + bubbles + other + left).toBe(annotations);
    expect(
      problems.filter(({ detail }) => detail !== null && truth.without_image.some(name => detail.includes(name))),
    ).toMatchObject([{ code: "missing-image", effect: "left-out" }, { code: "empty-page" }]);
  });

  it("has panels where they are, in the order in which they are read, where it says one", () => {
    for (const { page, truth: one } of pairs) {
      expect(page).toMatchObject({ issue_id: one.issue_id, index: one.index });
      expect(page.panels.map(({ id, box }) => ({ id, box }))).toEqual(one.panels.map(({ id, box }) => ({ id, box })));
      const given = page.panels.filter(({ order }) => order !== null);
      expect([0, one.panels.length]).toContain(given.length);
      for (const { id, order } of given) expect(order).toBe(one.panels.find(panel => panel.id === id)?.order);
    }
    const ordered = pairs.filter(({ page }) => page.panels.every(({ order_source }) => order_source === "given"));
    expect(ordered.length).toBeGreaterThan(5);
    expect(ordered.length).toBeLessThan(30);
  });

  it("has characters where they are and in their panel, and says nothing of them that is not true", () => {
    let [depths, actions, missing, everyone] = [0, 0, 0, 0];
    for (const { page, truth: one } of pairs) {
      const single = page.characters.filter(({ id }) => !one.crowds.includes(id));
      expect(single.map(({ id, box, panel_id }) => ({ id, box, panel_id }))).toEqual(
        one.characters.map(({ id, box, panel_id }) => ({ id, box, panel_id })),
      );
      const names = new Map<string, Set<string>>();
      for (const [at, { depth, action, identity, is_crowd }] of single.entries()) {
        const known = one.characters[at];
        expect(is_crowd).toBe(false);
        if (depth !== null) expect(depth).toBe(known?.depth);
        if (action !== null) expect(action).toBe(known?.action);
        if (identity !== null) names.set(identity, (names.get(identity) ?? new Set()).add(known?.identity ?? ""));
        depths += depth === null ? 0 : 1;
        actions += action === null ? 0 : 1;
        missing += depth === null && action === null ? 1 : 0;
        if (page.source.split === "test") expect(depth).toBeNull();
      }
      everyone += single.every(({ identity }) => identity !== null) ? 1 : 0;
      // One name is one character, and no character has two.
      const meant = [...names.values()];
      expect(meant.every(({ size }) => size === 1)).toBe(true);
      expect(new Set(meant.flatMap(those => [...those])).size).toBe(names.size);
    }
    expect(Math.min(depths, actions, missing)).toBeGreaterThan(20);
    // On about half of the pages everybody has a name, so that there is somebody to count.
    expect(everyone).toBeGreaterThan(20);
    expect(everyone).toBeLessThan(45);
  });

  it("has balloons with their words and order, and none that is only a tail", () => {
    for (const { page, truth: one } of pairs) {
      expect(page.bubbles.map(({ id, box, panel_id }) => ({ id, box, panel_id }))).toEqual(
        one.bubbles.map(({ id, box, panel_id }) => ({ id, box, panel_id })),
      );
      for (const [at, { text, order }] of page.bubbles.entries()) {
        if (text !== null) expect(text).toBe(one.bubbles[at]?.text);
        if (order !== null) expect(order).toBe((one.bubbles[at]?.order ?? 0) + 1);
      }
    }
    const tails = truth.pages.flatMap(page => page.tails.map(({ bubble_id: id }) => `of ${id}`));
    expect(tails.length).toBeGreaterThan(30);
    const told = problems.filter(({ code }) => code === "tail-as-bubble").map(({ detail }) => detail);
    expect(told.sort()).toEqual(tails.sort());
  });

  it("has crowds from run lengths in both forms, marked as such", () => {
    const crowds = pairs.flatMap(({ page, truth: one }) => page.characters.filter(({ id }) => one.crowds.includes(id)));
    expect(crowds.length).toBeGreaterThan(10);
    expect(crowds.every(({ is_crowd, box_source }) => is_crowd && box_source === "rle")).toBe(true);
  });

  it("meets every irregularity that readers of AI4VA met", () => {
    const codes = new Set(problems.map(({ code, effect }) => `${code} ${effect}`));
    for (const wanted of [
      "empty-segmentation repaired",
      "no-attributes noted",
      "no-box left-out",
      "tail-as-bubble left-out",
      "unknown-category left-out",
      "unmapped-category left-out",
      "no-page left-out",
      "missing-image left-out",
      "empty-page noted",
      "bad-attribute noted",
    ])
      expect(codes).toContain(wanted);
    const splitsOf = (issue: string) =>
      new Set(pairs.filter(({ page }) => page.issue_id === issue).map(({ page }) => page.source.split));
    const issues = new Set(pairs.map(({ page }) => page.issue_id));
    expect(issues.size).toBeLessThan(30);
    expect([...issues].filter(issue => splitsOf(issue).size > 1).length).toBeGreaterThan(5);
    const ids = pairs.map(({ page }) => page.panels[0]?.id);
    expect(ids).toEqual(expect.arrayContaining(["train/1", "val/1", "test/1"]));
  });

  it("brings writings along, once, also under another name, and of no page that was not read", async () => {
    if (result.kind !== "imported") throw new Error(result.kind);
    const writingsIn = (bench: string) => linesOf(join(bench, "writings.jsonl")).map(line => writingSchema.parse(line));
    const brought = writingsIn(out);
    expect(result.writings).toBe(brought.length);
    expect(linesOf(join(set, "writings.jsonl"))).toMatchObject(brought.map(({ id, page_id }) => ({ id, page_id })));
    const mapping: unknown = JSON.parse(readFileSync(join(set, "mapping.json"), "utf8"));
    const again = await importAnnotated([set], { out, mapping });
    expect(again).toMatchObject({ writings: 0 });
    expect(writingsIn(out)).toEqual(brought);
    const other = join(folder, "other");
    await importAnnotated([set], { out: other, mapping, dataset: "another" });
    const pages = new Set(linesOf(join(other, "pages.jsonl")).map(line => pageRecordSchema.parse(line).id));
    const renamed = writingsIn(other);
    expect(renamed.map(({ written }) => written)).toEqual(brought.map(({ written }) => written));
    expect(renamed.every(({ page_id: id }) => pages.has(id))).toBe(true);
    expect(renamed.some(({ page_id: id }) => brought.some(one => one.page_id === id))).toBe(false);
  });

  it("brings them once more for pages under another name, in one folder, and from a copy no second time", async () => {
    const bench = join(folder, "two-names");
    const mapping: unknown = JSON.parse(readFileSync(join(set, "mapping.json"), "utf8"));
    const count = linesOf(join(set, "writings.jsonl")).length;
    expect(count).toBeGreaterThan(20);
    const copy = join(folder, "copy");
    cpSync(set, copy, { recursive: true });
    expect(await importAnnotated([set, copy], { out: bench, mapping })).toMatchObject({ writings: count });
    expect(linesOf(join(bench, "writings.jsonl"))).toHaveLength(count);
    const options = { out: bench, mapping, dataset: "another" };
    expect(await importAnnotated([set], options)).toMatchObject({ writings: count });
    const pages = new Set(linesOf(join(bench, "pages.jsonl")).map(line => pageRecordSchema.parse(line).id));
    const written = linesOf(join(bench, "writings.jsonl")).map(line => writingSchema.parse(line));
    expect(written).toHaveLength(2 * count);
    expect(written.slice(count).every(({ page_id: id }) => pages.has(id))).toBe(true);
  });

  it("leaves what another model wrote, and says how many of the set's own are left out for it", async () => {
    const bench = join(folder, "own-model");
    const mapping: unknown = JSON.parse(readFileSync(join(set, "mapping.json"), "utf8"));
    const file = join(bench, "writings.jsonl");
    await importAnnotated([set], { out: bench, mapping });
    const brought = linesOf(file).map(line => writingSchema.parse(line));
    const [caption] = brought.filter(({ written }) => written.what === "caption");
    if (caption?.written.what !== "caption") throw new Error("no caption");
    const own = { ...caption, id: "mine", model: "mine", written: { ...caption.written, text: "A person's choice." } };
    writeFileSync(file, `${JSON.stringify(own)}\n`);
    const again = await importAnnotated([set], { out: bench, mapping });
    expect(again).toMatchObject({ writings: brought.length - 1 });
    const about = writingsOf(linesOf(file).map(line => writingSchema.parse(line)));
    expect(about.get(caption.page_id)?.captions.get(caption.written.panel)).toMatchObject({ writing: "mine" });
    expect(linesOf(join(bench, "problems.jsonl"))).toContainEqual({
      ...{ file: "writings.jsonl", annotation_id: null, code: "other-writing", effect: "left-out" },
      detail: "1 writings",
    });
  });

  it("leaves the folder as it was where its writings cannot be read, and tells where they cannot be added", async () => {
    const bench = join(folder, "no-writings");
    const mapping: unknown = JSON.parse(readFileSync(join(set, "mapping.json"), "utf8"));
    mkdirSync(join(bench, "writings.jsonl"), { recursive: true });
    const refused = await importAnnotated([set], { out: bench, mapping });
    expect(refused).toMatchObject({ kind: "unwritable", reason: expect.stringContaining("writings.jsonl") as unknown });
    expect(readdirSync(bench)).toEqual(["writings.jsonl"]);
    rmSync(join(bench, "writings.jsonl"), { recursive: true });
    symlinkSync(join(folder, "no such folder", "writings.jsonl"), join(bench, "writings.jsonl"));
    expect(await importAnnotated([set], { out: bench, mapping })).toMatchObject({
      ...{ kind: "imported", pages: 60, writings: 0 },
      problems: expect.arrayContaining([{ code: "unwritable-writings", effect: "left-out", count: 1 }]) as unknown,
    });
    expect((linesOf(join(bench, "problems.jsonl")) as ImportProblem[]).at(-1)?.code).toBe("unwritable-writings");
  });

  it("says which of its writings are none", async () => {
    const [damaged, bench] = [join(folder, "damaged"), join(folder, "damaged-bench")];
    await writeAnnotatedSet({ ...options, pages: 3, annotations: 0, out: damaged, images: "blank" });
    const [line = "", ...rest] = readFileSync(join(damaged, "writings.jsonl"), "utf8").split("\n");
    const gone = line.replace(/"file_name":"[^"]*"/, '"file_name":"no such page"');
    writeFileSync(join(damaged, "writings.jsonl"), [gone, "{}", ...rest].join("\n"));
    const mapping: unknown = JSON.parse(readFileSync(join(damaged, "mapping.json"), "utf8"));
    const told = await importAnnotated([damaged], { out: bench, mapping });
    expect(told).toMatchObject({ kind: "imported", writings: rest.length - 1 });
    expect(linesOf(join(bench, "problems.jsonl"))).toContainEqual({
      ...{ file: "writings.jsonl", annotation_id: null, code: "bad-writing", effect: "left-out" },
      detail: "1, line 2 is the first",
    });
  });

  it("comes again byte for byte, and another seed gives another", () => {
    const { files, truth: again } = annotatedSet(options);
    for (const { name, document } of files)
      expect(`${JSON.stringify(document)}\n`).toBe(readFileSync(join(set, "annotations", name), "utf8"));
    expect(again).toEqual(truth);
    expect(annotatedSet({ ...options, seed: 4, pages: 3 }).truth.pages).not.toEqual(truth.pages.slice(0, 3));
  });
});

describe("the files of a made-up set", () => {
  const small = { ...options, pages: 4, height: 600, annotations: 0 };

  it("are pages of the annotated size, and maps of where people look beside them", async () => {
    writeFileSync(options.glyphsFile, JSON.stringify(squareGlyphs));
    const set = join(folder, "drawn");
    const written = await writeAnnotatedSet({ ...small, out: set, images: "drawn" });
    if (written.kind !== "written") throw new Error(written.kind);
    const out = join(folder, "drawn-bench");
    await importAnnotated([set], { out, mapping: written.set.mapping, hashes: true });
    const pages = linesOf(join(out, "pages.jsonl")).map(line => pageRecordSchema.parse(line));
    expect(pages).toHaveLength(4);
    for (const { image, source } of pages) {
      expect(await sharp(join(out, image.path)).metadata()).toMatchObject({ width: image.width, height: image.height });
      expect(image.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(source.saliency === null).toBe(source.split === "test");
      // Grey, and of the page's shape.
      if (source.saliency === null) continue;
      const { channels, width, height } = await sharp(join(out, source.saliency)).metadata();
      expect(channels).toBe(1);
      expect(width / height).toBeCloseTo(image.width / image.height, 1);
    }
  });

  it("take the place of an earlier made-up set, and of nothing else", async () => {
    const out = join(folder, "theirs");
    mkdirSync(out);
    writeFileSync(join(out, "thesis.txt"), "mine");
    expect(await writeAnnotatedSet({ ...small, out, images: "none" })).toEqual({ kind: "occupied", path: out });
    expect(readdirSync(out)).toEqual(["thesis.txt"]);
    const ours = join(folder, "ours");
    await writeAnnotatedSet({ ...small, out: ours, images: "none" });
    writeFileSync(join(ours, "note.txt"), "kept");
    expect((await writeAnnotatedSet({ ...small, pages: 2, out: ours, images: "none" })).kind).toBe("written");
    expect(readdirSync(ours).sort()).toEqual([
      ...["README.txt", "annotations", "mapping.json", "note.txt", "truth.json", "writings.jsonl"],
    ]);
  });

  it("are not begun without the outlines of letters, and end when the signal says so", async () => {
    const out = join(folder, "stopped");
    const glyphsFile = join(folder, "none.json");
    expect(await writeAnnotatedSet({ ...small, out, images: "drawn", glyphsFile })).toEqual({
      kind: "no-glyphs",
      path: glyphsFile,
    });
    const signal = AbortSignal.abort();
    expect(await writeAnnotatedSet({ ...small, out, images: "blank", signal })).toEqual({ kind: "aborted" });
    expect(existsSync(out)).toBe(false);
  });
});
