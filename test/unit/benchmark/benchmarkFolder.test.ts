import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pageCorrectionSchema } from "../../../src/core/benchmark/pageCorrection.js";
import type { PageRecord } from "../../../src/core/benchmark/pageRecord.js";
import { orderConfidence, pageDoubts } from "../../../src/core/benchmark/statistics/pageDoubts.js";
import { benchmarkFaces } from "../../../src/host/benchmark/benchmarkFaces.js";
import { benchmarkNode, type BenchmarkNode } from "../../../src/host/benchmark/benchmarkNode.js";
import { importProblemSentence } from "../../../src/host/benchmark/importProblemSentence.js";
import { appendCorrection } from "../../../src/node/benchmark/appendCorrection.js";
import { BenchmarkSummaries } from "../../../src/node/benchmark/benchmarkSummary.js";
import { isBenchmarkFolder } from "../../../src/node/benchmark/isBenchmarkFolder.js";
import { englishStatistics } from "../../../src/protocol/benchmark/statisticsSay.js";
import { filledSentence } from "../../../src/protocol/jobs/filledSentence.js";
import { madeQuestion } from "../../fixtures/review/madeQuestion.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { describedPage } from "./describedPage.js";

const folderOf = temporaryFolder();
const lines = (records: readonly object[]) => records.map(record => `${JSON.stringify(record)}\n`).join("");
const size = { width: 1700, height: 2300 };
const words = {
  t: (text: string, ...values: readonly (string | number)[]) => filledSentence(text, values),
  say: englishStatistics,
};

const decision = (id: string, kind: string) => ({
  ...{ v: 1, kind: "review", id: `e-${id}-${kind}`, target: { kind: "question", id }, question_sha: "a".repeat(64) },
  ...{ reviewer: "r", decision: kind, blind: true, seconds: 1, at: "2026-01-01T00:00:00Z", tool_version: "1" },
});

function benchmark(pages: readonly PageRecord[]): string {
  const folder = folderOf();
  writeFileSync(join(folder, "pages.jsonl"), lines(pages));
  return folder;
}

describe("what the tree knows of a folder", () => {
  it("is counted by task kind and state, and follows each file as it changes", async () => {
    const { page } = describedPage(1, size, 1);
    const folder = benchmark([page]);
    const summaries = new BenchmarkSummaries(folder);
    expect(await summaries.read()).toMatchObject({ isBuilt: false, pages: 1, tasks: [] });

    const questions = ["q-1", "q-2", "q-3"].map(id => madeQuestion({ id }));
    writeFileSync(join(folder, "questions.jsonl"), lines(questions));
    writeFileSync(join(folder, "benchmark.json"), JSON.stringify({ kind: "benchmark", name: "My comics" }));
    writeFileSync(join(folder, "reviews.jsonl"), lines([decision("q-1", "right")]));
    const built = await summaries.read();
    expect(built).toMatchObject({ isBuilt: true, name: "My comics" });
    expect(built.tasks).toEqual([
      { task: "depth_comparison", total: 3, states: { new: 2, accepted: 1, rejected: 0, edited: 0, conflict: 0 } },
    ]);

    appendFileSync(join(folder, "reviews.jsonl"), `${lines([decision("q-2", "wrong")])}{"torn`);
    const reviewed = await summaries.read();
    expect(reviewed.tasks[0]?.states).toMatchObject({ new: 1, accepted: 1, rejected: 1 });
    expect(reviewed.damagedLines).toBe(1);
    const [task] = reviewed.tasks;
    const face = task && benchmarkFaces.task(task.task, task.states, task.total, words);
    expect([face?.label, face?.description]).toEqual(["Depth Comparison", "2/3"]);
  });

  it("has the pages whose order nobody can be sure of, until a person sets it", async () => {
    const { page } = describedPage(1, size, 1);
    const [first, second] = page.panels;
    if (first === undefined || second === undefined) throw new Error("the page has too few panels");
    // Two panels one upon the other: no order of them can be sure.
    const unsure = { ...page, panels: [first, { ...second, box: first.box }] };
    const empty = { ...page, id: "pg-empty", panels: [], characters: [], bubbles: [] };
    const folder = benchmark([unsure, empty]);
    const summaries = new BenchmarkSummaries(folder);
    const { doubtful } = await summaries.read();
    expect(doubtful.map(({ id, doubts }) => [id, doubts[0]?.code])).toEqual([
      [page.id, "unsure-order"],
      ["pg-empty", "no-panels"],
    ]);
    await appendCorrection(folder, page.id, "r", { what: "order", panels: [second.id, first.id] });
    expect((await summaries.read()).doubtful.map(({ id }) => id)).toEqual(["pg-empty"]);
    const [line] = readFileSync(join(folder, "corrections.jsonl"), "utf8").trim().split("\n");
    expect(pageCorrectionSchema.parse(JSON.parse(line ?? "")).by).toBe("r");
  });

  it("names the least sure place of a page, and none where all are given", () => {
    const { page } = describedPage(1, size, 1);
    const panels = page.panels.map((panel, at) => ({ ...panel, order: at, order_confidence: at === 1 ? 0.3 : 0.9 }));
    expect(orderConfidence(panels)).toBe(0.3);
    expect(pageDoubts({ ...page, panels })).toEqual([{ code: "unsure-order", confidence: 0.3 }]);
    expect(orderConfidence(panels.map(panel => ({ ...panel, order_confidence: null })))).toBeNull();
  });
});

describe("a folder is a benchmark", () => {
  it("by its pages or its manifest, and not by what others call so, nor as an export", async () => {
    const { page } = describedPage(1, size, 1);
    const byPages = benchmark([page]);
    const byManifest = folderOf();
    writeFileSync(join(byManifest, "benchmark.json"), `{"v":1,"kind":"benchmark"}`);
    const foreign = folderOf();
    writeFileSync(join(foreign, "benchmark.json"), `{"results":[]}`);
    writeFileSync(join(foreign, "pages.jsonl"), `{"url":"x"}\n{"kind":"page"}\n`);
    const exported = benchmark([page]);
    writeFileSync(join(exported, "manifest.json"), JSON.stringify({ v: 1, kind: "export" }, null, 2));
    mkdirSync(join(foreign, "empty"));
    const all = [byPages, byManifest, foreign, exported, join(foreign, "empty")];
    expect(await Promise.all(all.map(isBenchmarkFolder))).toEqual([true, true, false, false, false]);
  });
});

describe("items of the tree", () => {
  const nodes: readonly BenchmarkNode[] = [
    { kind: "benchmark", folder: '/a "b"' },
    { kind: "pages", folder: "C:\\a" },
    { kind: "task", folder: "/a", task: "panel_reordering" },
    { kind: "state", folder: "/a", task: "panel_reordering", state: "conflict" },
    { kind: "page", folder: "/a", page: "pg-1" },
  ];

  it("are found again by their ids, and ids of other trees are none", () => {
    expect(nodes.map(node => benchmarkNode.read(benchmarkNode.id(node)))).toEqual(nodes);
    for (const id of ["", "run:1", `["task","/a","cooking"]`, `["state","/a","panel_reordering"]`, "[]"])
      expect(benchmarkNode.read(id)).toBeNull();
  });
});

describe("a problem of an import", () => {
  const sentence = (problem: Partial<Parameters<typeof importProblemSentence>[0]>) =>
    importProblemSentence(
      { file: "a.json", annotation_id: "train/7", code: "bad-rle", effect: "left-out", detail: null, ...problem },
      text => text,
    );

  it("is a sentence with what it is about, why, and what became of it", () => {
    expect(sentence({})).toBe("the mask of annotation train/7 is damaged: left out");
    expect(sentence({ detail: "3 runs", effect: "repaired" })).toBe(
      "the mask of annotation train/7 is damaged (3 runs): read in another way",
    );
    expect(sentence({ annotation_id: null, code: "missing-image", detail: "p {0}.png" })).toBe(
      "the image of a page is missing (p {0}.png): left out",
    );
  });

  it("stands for itself where its code is a newer version's", () => {
    expect(sentence({ code: "bad-moon" })).toBe("bad-moon: left out");
  });
});
