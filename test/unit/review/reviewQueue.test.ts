import { describe, expect, it } from "vitest";
import { foldReviews } from "../../../src/core/benchmark/review/foldReviews.js";
import { questionConfidence } from "../../../src/core/benchmark/review/questionConfidence.js";
import { rejectReasons } from "../../../src/core/benchmark/review/rejectReasons.js";
import { reviewerAgreement } from "../../../src/core/benchmark/review/reviewerAgreement.js";
import { reviewProgress } from "../../../src/core/benchmark/review/reviewProgress.js";
import { reviewQueue, type QueueFilter } from "../../../src/core/benchmark/review/reviewQueue.js";
import { reviewRate } from "../../../src/core/benchmark/review/reviewRate.js";
import type { ReviewEvent } from "../../../src/core/benchmark/reviewEvent.js";
import { taskKinds } from "../../../src/core/benchmark/taskKinds.js";
import { madeEvent } from "../../fixtures/review/madeEvent.js";
import { madeQuestion } from "../../fixtures/review/madeQuestion.js";

const all: QueueFilter = {
  ...{ task: null, generator: null, position: null, check: null, mostConfidence: null, state: null },
  order: "page",
};

const questions = [
  madeQuestion({ id: "q1", page_id: "p1" }),
  madeQuestion({ id: "q2", page_id: "p2", checks: ["small-mark"], answer: "B" }),
  madeQuestion({ id: "q3", page_id: "p1", task: "panel_reordering", targets: null, checks: ["unsure-order", "x"] }),
  madeQuestion({ id: "q4", page_id: "p2", position_prompt: "ordinal" }),
];

const about = (question: string, minute: number, changes: Partial<ReviewEvent> = {}) =>
  madeEvent(`${question}-${String(minute)}`, minute, { target: { kind: "question", id: question }, ...changes });

const log = [
  about("q1", 1),
  about("q2", 2, { decision: "wrong", reviewer: "Bob" }),
  about("q2", 3, { decision: "right" }),
  about("q4", 4, { decision: "unsure" }),
];

const folded = foldReviews(questions, log).questions;
const context = {
  reviewer: "Bob",
  confidenceOf: ({ question }: { question: { id: string } }) => (question.id === "q3" ? 0.4 : null),
};
const queue = (changes: Partial<QueueFilter>) =>
  reviewQueue(folded, { ...all, ...changes }, context).map(({ question }) => question.id);

describe("a queue", () => {
  it("keeps the questions of a page together", () => {
    expect(queue({})).toEqual(["q1", "q3", "q2", "q4"]);
  });

  it("is filtered by task kind, position, checks and confidence", () => {
    expect(queue({ task: "panel_reordering" })).toEqual(["q3"]);
    expect(queue({ position: "ordinal" })).toEqual(["q4"]);
    expect(queue({ check: "any" })).toEqual(["q3", "q2"]);
    expect(queue({ check: "small-mark" })).toEqual(["q2"]);
    expect(queue({ mostConfidence: 0.5 })).toEqual(["q3"]);
    expect(queue({ generator: "another" })).toEqual([]);
  });

  it("is filtered by where questions stand", () => {
    expect(queue({ state: "todo" })).toEqual(["q3", "q4"]);
    expect(queue({ state: "second" })).toEqual(["q1"]);
    expect(queue({ state: "conflict" })).toEqual(["q2"]);
    expect(queue({ state: "accepted" })).toEqual(["q1"]);
    expect(queue({ state: "unsure" })).toEqual(["q4"]);
  });

  it("offers about a tenth of what others decided for a second look, the same to everybody", () => {
    const many = Array.from({ length: 1000 }, (_, i) =>
      madeQuestion({ id: `dep-${i.toString(16).padStart(12, "0")}` }),
    );
    const decided = foldReviews(
      many,
      many.map(({ id }) => about(id, 1)),
    ).questions;
    const sampleOf = (reviewer: string) => reviewQueue(decided, { ...all, state: "sample" }, { ...context, reviewer });
    expect(sampleOf("Bob").length).toBeGreaterThan(60);
    expect(sampleOf("Bob").length).toBeLessThan(140);
    expect(sampleOf("Cleo")).toEqual(sampleOf("Bob"));
    expect(sampleOf("Ada")).toEqual([]);
  });

  it("begins with the pages that need a look most", () => {
    expect(queue({ order: "checks", state: null })).toEqual(["q1", "q3", "q2", "q4"]);
    expect(queue({ order: "checks", task: "depth_comparison" })).toEqual(["q2", "q4", "q1"]);
    expect(queue({ order: "confidence" })).toEqual(["q1", "q3", "q2", "q4"]);
  });
});

describe("progress", () => {
  it("counts where questions stand, and the answers that stand", () => {
    expect(reviewProgress(folded.map(({ question }) => question))).toEqual({
      total: 4,
      byState: { new: 2, accepted: 1, edited: 0, rejected: 0, conflict: 1 },
      rejectedShare: 0,
      answers: [{ answer: "A", count: 1 }],
    });
  });

  it("knows the time left from the last decisions, and counts nobody's break", () => {
    expect(reviewRate([], 10)).toBeNull();
    const rate = reviewRate([about("q1", 1, { seconds: 10 }), about("q2", 2, { seconds: 4000 })], 10);
    expect(rate).toEqual({ decisions: 2, secondsEach: 65, perHour: 3600 / 65, secondsLeft: 650 });
  });
});

describe("agreement of reviewers", () => {
  it("is counted on what they said by themselves", () => {
    const blind = { blind: true };
    const [pair] = reviewerAgreement(
      foldReviews(questions, [
        about("q1", 1, blind),
        about("q1", 2, { ...blind, reviewer: "Bob" }),
        about("q2", 3, { ...blind, decision: "wrong" }),
        about("q2", 4, { ...blind, reviewer: "Bob" }),
        about("q2", 5, { decision: "wrong", reviewer: "Bob" }),
      ]).questions,
    );
    expect(pair).toMatchObject({ reviewers: ["Ada", "Bob"], n: 2, blind: 2, agreed: 0.5 });
  });
});

describe("what a question rests on", () => {
  const panel = (confidence: number | null) => ({
    ...{ id: "1", box: [0, 0, 10, 10] as const, order: 0, order_source: null, row: null, column: null },
    order_confidence: confidence,
  });

  it("is as sure as the least sure place of its page, where it needs the order", () => {
    const page = { panels: [panel(0.9), panel(0.3), panel(null)] };
    expect(questionConfidence(madeQuestion({ task: "dialog_reordering" }), page)).toBe(0.3);
    expect(questionConfidence(madeQuestion(), page)).toBeNull();
    expect(questionConfidence(madeQuestion({ position_prompt: "row_col" }), { panels: [panel(null)] })).toBeNull();
  });
});

describe("reasons", () => {
  it.each(taskKinds)("of %s are six, each once, and end in one that asks for a note", kind => {
    const reasons = rejectReasons[kind];
    expect(new Set(reasons).size).toBe(6);
    expect(reasons.at(-1)).toBe("other");
  });
});
