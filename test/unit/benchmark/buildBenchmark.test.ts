import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { benchmarkManifestSchema } from "../../../src/core/benchmark/benchmarkManifest.js";
import { buildOptionsSchema } from "../../../src/core/benchmark/buildOptions.js";
import { questionRecordSchema, type QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { buildBenchmark, type BuildRequest } from "../../../src/node/benchmark/build/buildBenchmark.js";
import { readRecords } from "../../../src/node/benchmark/readRecords.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { describedPage } from "./describedPage.js";

const newFolder = temporaryFolder();

const described = Array.from(
  { length: 12 },
  (_, number) => describedPage(4, { width: 1000, height: 1400 }, number).page,
);
const lines = (records: readonly object[]) => records.map(record => `${JSON.stringify(record)}\n`).join("");

function folderWith(pages: string = lines(described)): string {
  const folder = newFolder();
  writeFileSync(join(folder, "pages.jsonl"), pages);
  return folder;
}

const build = (folder: string, options: object = {}, more: Partial<BuildRequest> = {}) =>
  buildBenchmark(folder, { options: buildOptionsSchema.parse({ maxPerPage: 3, ...options }), ...more });

async function built(folder: string, options: object = {}) {
  const outcome = await build(folder, options);
  if (outcome.kind !== "built") throw new Error(JSON.stringify(outcome));
  return outcome;
}

const bytes = (folder: string) =>
  ["questions.jsonl", "benchmark.json"].map(name => readFileSync(join(folder, name), "utf8"));

async function questionsIn(folder: string): Promise<readonly QuestionRecord[]> {
  const read = await readRecords(join(folder, "questions.jsonl"), questionRecordSchema);
  if (read.kind !== "read" || read.damaged.length > 0) throw new Error(JSON.stringify(read));
  return read.records;
}

function decision(question: QuestionRecord, sha = question.content_sha, id = question.id) {
  const target = { kind: "question", id };
  return {
    v: 1,
    kind: "review",
    id: `rv-${id}`,
    target,
    question_sha: sha,
    reviewer: "a person",
    decision: "right",
    blind: false,
    seconds: 3,
    at: "2026-01-01T00:00:00Z",
    tool_version: "0",
  };
}

describe("building a benchmark", () => {
  it("writes the same bytes again, in any folder and from pages in any order", async () => {
    const [one, other] = [folderWith(), folderWith(lines(described))];
    await built(one);
    const first = bytes(one);
    await built(one);
    expect(bytes(one)).toEqual(first);
    await built(other);
    expect(bytes(other)).toEqual(first);
    const turned = folderWith(lines(described.toReversed()));
    await built(turned);
    expect(bytes(turned)[0]).toBe(first[0]);
    await built(one, { seed: 2 });
    expect(bytes(one)).not.toEqual(first);
  });

  it("is the same whatever order the kinds are named in, and however often", async () => {
    const [one, other] = [folderWith(), folderWith()];
    await built(one, { tasks: ["depth_comparison", "panel_reordering"], positionKinds: ["row_col", "ordinal"] });
    const turned = ["panel_reordering", "depth_comparison", "panel_reordering"];
    await built(other, { tasks: turned, positionKinds: ["ordinal", "row_col"] });
    expect(bytes(other)).toEqual(bytes(one));
  });

  it("says in the manifest what was made of what", async () => {
    const folder = folderWith();
    const { manifest, questions } = await built(folder);
    const [questionText, manifestText] = bytes(folder);
    expect(benchmarkManifestSchema.parse(JSON.parse(manifestText!))).toEqual(manifest);
    expect(manifest.files).toEqual(
      ["pages.jsonl", "questions.jsonl"].map(path => ({
        path,
        sha256: createHash("sha256")
          .update(readFileSync(join(folder, path)))
          .digest("hex"),
        rows: path === "pages.jsonl" ? 12 : questions,
      })),
    );
    const counted = Object.values(manifest.counts).flatMap(splits => Object.values(splits));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(questions);
    expect(questionText!.split("\n")).toHaveLength(questions + 1);
    expect(manifest.refused["panel_understanding"]?.["no-model"]).toBe(
      described.flatMap(({ panels }) => panels).length,
    );
    expect(manifestText).not.toContain(folder);
  });

  it("keeps what people wrote into the manifest, and does not write over one that cannot be read", async () => {
    const folder = folderWith();
    const { manifest } = await built(folder);
    writeFileSync(
      join(folder, "benchmark.json"),
      JSON.stringify({ ...manifest, name: "Mine", licence_note: "ask me", version: "2.1.0" }),
    );
    expect((await built(folder)).manifest).toMatchObject({
      name: "Mine",
      licence_note: "ask me",
      version: "2.1.0",
      id: manifest.id,
    });
    writeFileSync(join(folder, "benchmark.json"), "{");
    const before = bytes(folder);
    expect(await build(folder)).toMatchObject({ kind: "unreadable", path: join(folder, "benchmark.json") });
    expect(bytes(folder)).toEqual(before);
  });

  it("keeps decisions, and counts those that are about something else now", async () => {
    const folder = folderWith();
    await built(folder);
    const [first, second, third] = await questionsIn(folder);
    const reviews = lines([
      decision(first!),
      decision(second!, "0".repeat(64)),
      decision(third!, undefined, "act-gone"),
    ]);
    writeFileSync(join(folder, "reviews.jsonl"), reviews);
    expect((await built(folder)).reviews).toEqual({ standing: 1, stale: 1, unknown: 1 });
    expect(readFileSync(join(folder, "reviews.jsonl"), "utf8")).toBe(reviews);
  });

  it("uses corrections, and counts those that fit nothing any more", async () => {
    const folder = folderWith();
    const before = await built(folder, { tasks: ["panel_reordering"] });
    const [page] = described;
    const order = (panels: readonly string[], id: string) => ({
      v: 1,
      kind: "correction",
      id: "co-1",
      page_id: id,
      by: "a person",
      at: "2026-01-01T00:00:00Z",
      correction: { what: "order", panels },
    });
    writeFileSync(
      join(folder, "corrections.jsonl"),
      lines([order(page!.panels.map(({ id }) => id).reverse(), page!.id), order(["x"], described[1]!.id)]),
    );
    const after = await built(folder, { tasks: ["panel_reordering"] });
    expect([before.staleCorrections, after.staleCorrections]).toEqual([0, 1]);
    expect(after.manifest.files.map(({ path }) => path)).toEqual([
      "pages.jsonl",
      "corrections.jsonl",
      "questions.jsonl",
    ]);
  });

  it("builds of what is whole, and tells damaged lines by file", async () => {
    const folder = folderWith(`${lines(described.slice(0, 4))}nonsense\n{"v":1,"kind":"page"}\n`);
    const outcome = await built(folder);
    expect(outcome.pages).toBe(4);
    expect(outcome.damaged).toMatchObject([{ path: join(folder, "pages.jsonl"), lines: [{ line: 5 }, { line: 6 }] }]);
  });

  it("makes no question that reaches over a page's edge, whatever a page file says", async () => {
    const [page] = described;
    const shifted = described.map(one => ({
      ...one,
      image: { ...one.image, width: page!.image.width - 300, height: page!.image.height - 500 },
    }));
    const folder = folderWith(lines(shifted));
    await built(folder);
    const questions = await questionsIn(folder);
    expect(questions.length).toBeGreaterThan(0);
    for (const { marks, targets, shown, width, height } of questions)
      for (const [left, top, right, bottom] of [
        ...marks.map(({ box }) => box),
        ...(targets ?? []).map(({ box }) => box),
        ...(shown === null ? [] : [shown]),
      ]) {
        expect(left >= 0 && top >= 0).toBe(true);
        expect(right <= width && bottom <= height).toBe(true);
      }
  });

  it("leaves an earlier build as it was when it is stopped, and nothing else behind", async () => {
    const folder = folderWith();
    await built(folder);
    const before = bytes(folder);
    for (const phase of ["read", "write"]) {
      const stop = new AbortController();
      const outcome = await build(
        folder,
        { seed: 9 },
        {
          signal: stop.signal,
          onProgress: progress => {
            if (progress.phase === phase) stop.abort();
          },
        },
      );
      expect(outcome).toEqual({ kind: "aborted" });
    }
    expect(bytes(folder)).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(["benchmark.json", "pages.jsonl", "questions.jsonl"]);
  });

  it("says what stands in the way", async () => {
    expect(await build(newFolder())).toMatchObject({ kind: "no-pages" });
    expect(await build(folderWith("nonsense\n"))).toMatchObject({ kind: "no-pages" });
    const torn = described.map((page, at) => ({
      ...page,
      source: { ...page.source, split: at % 2 === 0 ? "train" : "test" },
    }));
    expect(await build(folderWith(lines(torn)), { split: { by: "given" } })).toMatchObject({
      kind: "leak",
      leaks: [{ id: "issue-0000", splits: ["train", "test"] }, {}, {}],
    });
    const folder = folderWith();
    mkdirSync(join(folder, "reviews.jsonl"));
    expect(await build(folder)).toMatchObject({ kind: "unreadable", path: join(folder, "reviews.jsonl") });
    const blocked = folderWith();
    mkdirSync(join(blocked, "questions.jsonl"));
    expect(await build(blocked)).toMatchObject({ kind: "unwritable" });
    expect(readdirSync(blocked).sort()).toEqual(["pages.jsonl", "questions.jsonl"]);
  });

  it("shares no unfinished file with another build of the folder", async () => {
    const [folder, single] = [folderWith(), folderWith()];
    writeFileSync(join(folder, "questions.jsonl.part"), "of another build");
    await Promise.all([built(folder), built(folder)]);
    await built(single);
    expect(bytes(folder)).toEqual(bytes(single));
    expect(readFileSync(join(folder, "questions.jsonl.part"), "utf8")).toBe("of another build");
  });

  it("never writes over questions that no build wrote, nor into an export", async () => {
    const copied = folderWith();
    writeFileSync(join(copied, "questions.jsonl"), "edited by people\n");
    expect(await build(copied)).toEqual({ kind: "foreign", path: join(copied, "questions.jsonl") });
    expect(readFileSync(join(copied, "questions.jsonl"), "utf8")).toBe("edited by people\n");
    const exported = folderWith();
    await built(exported);
    const before = bytes(exported);
    writeFileSync(join(exported, "manifest.json"), JSON.stringify({ v: 1, kind: "export" }));
    expect(await build(exported, { seed: 9 })).toEqual({ kind: "foreign", path: join(exported, "manifest.json") });
    expect(bytes(exported)).toEqual(before);
  });

  it("marks questions whose page has a sibling in another split", async () => {
    const folder = folderWith();
    await built(folder, { split: { by: "page", val: 0.2, test: 0.2 } });
    const questions = await questionsIn(folder);
    const splits = new Map<string, Set<string>>();
    for (const { issue_id, split } of questions) splits.set(issue_id, (splits.get(issue_id) ?? new Set()).add(split));
    for (const { issue_id, checks } of questions)
      if (splits.get(issue_id)!.size > 1) expect(checks).toContain("sibling-page");
    expect([...splits.values()].some(({ size }) => size > 1)).toBe(true);
  });
});
