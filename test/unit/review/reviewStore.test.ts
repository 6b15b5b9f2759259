import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appendReviewLine } from "../../../src/node/benchmark/appendReviewLine.js";
import { reviewId } from "../../../src/node/benchmark/reviewId.js";
import { ReviewStore } from "../../../src/node/benchmark/reviewStore.js";
import { unionMerge } from "../../../src/node/benchmark/unionMerge.js";
import { madeEvent } from "../../fixtures/review/madeEvent.js";
import { madeQuestion } from "../../fixtures/review/madeQuestion.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const ids = ["dep-000000000001", "dep-000000000002", "dep-000000000003"] as const;

const newFolder = temporaryFolder();

async function madeBenchmark(): Promise<string> {
  const folder = newFolder();
  const lines = ids.map(id => JSON.stringify(madeQuestion({ id })));
  await writeFile(join(folder, "questions.jsonl"), `${lines.join("\n")}\n`);
  return folder;
}

async function opened(folder: string): Promise<ReviewStore> {
  const read = await ReviewStore.read(folder);
  if (read.kind !== "read") throw new Error(`the made benchmark is ${read.kind}`);
  return read.store;
}

const as = (reviewer: string, blind = false) => ({ reviewer, blind, toolVersion: "0.0.0" });
const linesOf = async (folder: string) =>
  (await readFile(join(folder, "reviews.jsonl"), "utf8")).split("\n").filter(line => line !== "");

describe("a store of decisions", () => {
  it("writes each decision at once, and finds all of them again", async () => {
    const folder = await madeBenchmark();
    const store = await opened(folder);
    await store.decide({ question: ids[0], decision: "right", seconds: 3 }, as("Ada"));
    await store.decide({ question: ids[1], decision: "wrong", reason: "tie", seconds: 2 }, as("Ada"));
    expect(await linesOf(folder)).toHaveLength(2);
    const again = await opened(folder);
    expect(again.questions.map(({ question }) => question.review.state)).toEqual(["accepted", "rejected", "new"]);
    expect(again.damaged).toEqual([]);
  });

  it("notes what an edit replaced", async () => {
    const store = await opened(await madeBenchmark());
    await store.decide({ question: ids[0], decision: "edit", after: { answer: "B" }, seconds: 3 }, as("Ada"));
    expect(store.log[0]).toMatchObject({ before: { answer: "A" }, after: { answer: "B" } });
    expect(store.get(ids[0])?.question).toMatchObject({ answer: "B", review: { state: "edited" } });
  });

  it("takes back what this reviewer said last, one after another, and nobody else's", async () => {
    const store = await opened(await madeBenchmark());
    await store.decide({ question: ids[0], decision: "right", seconds: 3 }, as("Ada"));
    await store.decide({ question: ids[1], decision: "right", seconds: 3 }, as("Bob"));
    await store.decide({ question: ids[2], decision: "wrong", seconds: 3 }, as("Ada"));
    expect((await store.undo(as("Ada")))?.built.id).toBe(ids[2]);
    expect((await store.undo(as("Ada")))?.built.id).toBe(ids[0]);
    expect(await store.undo(as("Ada"))).toBeNull();
    expect(store.questions.map(({ question }) => question.review.state)).toEqual(["new", "accepted", "new"]);
  });

  it("keeps the order of decisions that were made without waiting", async () => {
    const folder = await madeBenchmark();
    const store = await opened(folder);
    await Promise.all([
      store.decide({ question: ids[0], decision: "wrong", seconds: 1 }, as("Ada")),
      store.decide({ question: ids[0], decision: "right", seconds: 1 }, as("Ada")),
    ]);
    expect(store.get(ids[0])?.question.review.state).toBe("accepted");
    expect((await opened(folder)).get(ids[0])?.question.review.state).toBe("accepted");
  });

  it("takes in what another window wrote to the same file", async () => {
    const folder = await madeBenchmark();
    const [one, other] = [await opened(folder), await opened(folder)];
    await one.decide({ question: ids[0], decision: "right", seconds: 1 }, as("Ada"));
    await other.decide({ question: ids[0], decision: "wrong", seconds: 1 }, as("Bob"));
    await one.decide({ question: ids[1], decision: "right", seconds: 1 }, as("Ada"));
    expect(await one.refresh()).toEqual([ids[0]]);
    expect(await one.refresh()).toEqual([]);
    expect(await other.refresh()).toEqual([ids[0], ids[1]]);
    expect(one.questions.map(({ question }) => question.review)).toEqual(
      other.questions.map(({ question }) => question.review),
    );
    expect(one.get(ids[0])?.question.review.state).toBe("conflict");
  });

  it("ends a line that was cut off, and loses neither what stood before nor what comes behind", async () => {
    const folder = await madeBenchmark();
    const file = join(folder, "reviews.jsonl");
    await appendReviewLine(file, madeEvent("rv-000000000001", 1));
    await appendFile(file, JSON.stringify(madeEvent("rv-000000000002", 2)).slice(0, 90));
    const store = await opened(folder);
    expect(store.damaged).toMatchObject([{ line: 2, code: "torn" }]);
    await store.decide({ question: ids[1], decision: "right", seconds: 1 }, as("Ada"));
    const again = await opened(folder);
    expect(again.log).toHaveLength(2);
    expect(again.damaged).toMatchObject([{ line: 2, code: "not-json" }]);
    expect(again.get(ids[1])?.question.review.state).toBe("accepted");
  });

  it("says what is missing", async () => {
    expect(await ReviewStore.read(newFolder())).toMatchObject({ kind: "missing" });
  });
});

describe("merging in git", () => {
  it("is offered inside a repository only, and only until it is set up", async () => {
    const folder = await madeBenchmark();
    expect(await unionMerge.isOffered(folder)).toBe(false);
    await mkdir(join(folder, ".git"));
    await writeFile(join(folder, ".gitattributes"), "*.png binary");
    expect(await unionMerge.isOffered(folder)).toBe(true);
    await unionMerge.add(folder);
    await unionMerge.add(folder);
    expect(await unionMerge.isOffered(folder)).toBe(false);
    expect(await readFile(join(folder, ".gitattributes"), "utf8")).toBe(
      "*.png binary\nreviews.jsonl merge=union\ncorrections.jsonl merge=union\nwritings.jsonl merge=union\n",
    );
  });
});

describe("ids of decisions", () => {
  it("keep to the form of the records' ids and are never given twice", () => {
    const made = Array.from({ length: 200 }, (_, i) => reviewId(i % 2 === 0 ? "Ada" : "Bob Ž"));
    expect(new Set(made).size).toBe(200);
    for (const id of made) expect(id).toMatch(/^rv-[0-9a-z]{6,26}$/);
  });
});
