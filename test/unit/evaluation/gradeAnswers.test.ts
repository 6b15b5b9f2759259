import { describe, expect, it } from "vitest";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { sha256 } from "../../../src/core/benchmark/sha256.js";
import { type GradeOptions, gradeAnswers } from "../../../src/core/evaluation/gradeAnswers.js";
import type { PredictionRecord } from "../../../src/core/evaluation/predictionRecord.js";
import type { VerdictRecord } from "../../../src/core/evaluation/verdictRecord.js";
import { madeQuestion } from "../../fixtures/review/madeQuestion.js";
import { madePrediction, madeVerdict } from "./madeRecords.js";

const options = [
  { label: "A", text: "Running" },
  { label: "B", text: "Sitting" },
];
const closed = madeQuestion({ id: "q1", content_sha: "sha-1", answer_type: "choice", options, answer: "A" });
const open = madeQuestion({
  ...{ id: "q1", content_sha: "sha-1", task: "panel_understanding", answer_type: "open", options: [] },
  ...{ answer: "A red hat.", alternatives: ["the hat"] },
});

const graded = (
  question: QuestionRecord,
  predictions: readonly Partial<PredictionRecord>[],
  verdicts: readonly Partial<VerdictRecord>[] = [],
  chosen: GradeOptions = {},
) => gradeAnswers(predictions.map(madePrediction), [question], verdicts.map(madeVerdict), chosen);
const outcomes = (...all: Parameters<typeof graded>) => graded(...all).map(({ outcome, by }) => [outcome, by]);
const person = { set_id: "human", by: { ...madeVerdict().by, type: "human" as const, name: "P" } };

describe("an attempt at a closed question", () => {
  it.each([
    [{}, "correct"],
    [{ text: "<answer>B</answer>" }, "wrong"],
    [{ text: "<answer>A or B</answer>" }, "unparsed"],
    [{ text: "I cannot help with that." }, "refused"],
    [{ text: "" }, "empty"],
    [{ text: null }, "empty"],
    [{ text: "<think>so B", finish_reason: "length" }, "truncated"],
    [{ text: "<think>so B" }, "unparsed"],
    [{ text: "Answer: A", state: "truncated" }, "truncated"],
    [{ text: "<answer>A</answer> and then", state: "truncated" }, "correct"],
    [{ text: null, state: "failed" }, "failed"],
    [{ text: "<answer>A</answer>", state: "refused" }, "refused"],
    [{ question_sha: "older" }, "stale"],
  ] as const)("%j is %s", (changes, outcome) => {
    expect(outcomes(closed, [changes])).toEqual([[outcome, "rule"]]);
  });

  it("is never a judge's to decide", () => {
    const text = "<answer>B</answer>";
    expect(outcomes(closed, [{ text }], [{ text_sha: sha256(text) }])).toEqual([["wrong", "rule"]]);
  });

  it("counts a number in words", () => {
    const counting = madeQuestion({ id: "q1", content_sha: "sha-1", answer_type: "integer", options: [], answer: 3 });
    expect(outcomes(counting, [{ text: "three" }])).toEqual([["correct", "rule"]]);
    expect(outcomes(counting, [{ text: "about 3" }])).toEqual([["unparsed", "rule"]]);
  });
});

describe("lines of one attempt", () => {
  it("hold by the last one, but a cancelled one holds nothing", () => {
    const later = { text: "<answer>B</answer>" };
    expect(outcomes(closed, [{}, later])).toEqual([["wrong", "rule"]]);
    expect(outcomes(closed, [{}, { state: "cancelled", text: null }])).toEqual([["correct", "rule"]]);
    expect(outcomes(closed, [{ state: "cancelled", text: null }])).toEqual([]);
  });

  it("are of their own attempt, in its order", () => {
    const found = graded(closed, [{ id: "b", attempt: 1, text: "B" }, { id: "a" }]);
    expect(found.map(({ predictionId, attempt }) => [predictionId, attempt])).toEqual([
      ["a", 0],
      ["b", 1],
    ]);
  });

  it("have no grade where nobody knows the question", () => {
    expect(outcomes(closed, [{ question_id: "q2" }])).toEqual([]);
  });
});

describe("an open answer", () => {
  const text = "He wears a hat.";
  const said = { text_sha: sha256(text) };

  it("is right by rule where it is the reference, or as right", () => {
    expect(outcomes(open, [{ text: "<answer>a red  hat</answer>" }])).toEqual([["correct", "rule"]]);
    expect(outcomes(open, [{ text: "“The hat”" }])).toEqual([["correct", "rule"]]);
    expect(outcomes(open, [{ text }])).toEqual([["unjudged", "rule"]]);
  });

  it("is what the chosen judge says, and by default the last one", () => {
    const verdicts = [
      { ...said, id: "1", set_id: "strict", outcome: "incorrect" as const },
      { ...said, id: "2", set_id: "mild", score: 9, scale: "1-10" as const },
    ];
    expect(outcomes(open, [{ text }], verdicts)).toEqual([["correct", "judge"]]);
    expect(outcomes(open, [{ text }], verdicts, { judge: "strict" })).toEqual([["wrong", "judge"]]);
    expect(graded(open, [{ text }], verdicts, { judge: "mild" })[0]?.score).toBe(9);
    expect(outcomes(open, [{ text }], verdicts, { judge: "none" })).toEqual([["unjudged", "rule"]]);
  });

  it("is judged anew where the answer, or the question, is another", () => {
    expect(outcomes(open, [{ text: "A cap." }], [said])).toEqual([["unjudged", "rule"]]);
    expect(outcomes(open, [{ text }], [{ ...said, question_sha: "older" }])).toEqual([["unjudged", "rule"]]);
  });

  it.each([
    ["no_answer", "unparsed"],
    ["judge_failed", "judge-failed"],
    ["excluded", "excluded"],
  ] as const)("that a judge calls %s is %s", (outcome, wanted) => {
    expect(outcomes(open, [{ text }], [{ ...said, outcome }])).toEqual([[wanted, "judge"]]);
  });
});

describe("a person's verdict", () => {
  const text = "<answer>B</answer>";
  const own = { ...person, text_sha: sha256(text) };

  it("lies over the rule, and over every judge", () => {
    expect(outcomes(closed, [{ text }], [own])).toEqual([["correct", "human"]]);
    const judge = { text_sha: own.text_sha, id: "j", outcome: "incorrect" as const };
    expect(outcomes(open, [{ text }], [own, judge])).toEqual([["correct", "human"]]);
  });

  it("goes when it is taken back, and comes back when that is taken back", () => {
    const back = { ...own, id: "ve-2", takes_back: "ve-1" };
    expect(outcomes(closed, [{ text }], [own, back])).toEqual([["wrong", "rule"]]);
    const again = { ...own, id: "ve-3", takes_back: "ve-2" };
    expect(outcomes(closed, [{ text }], [own, back, again])).toEqual([["correct", "human"]]);
  });

  it("says nothing of another reply", () => {
    expect(outcomes(closed, [{ text: "C" }], [own])).toEqual([["unparsed", "rule"]]);
  });
});

describe("zoom calls", () => {
  const targets = [{ box: [0, 0, 10, 10] as const, role: "panel" as const, source_annotation_ids: [] }];
  const page = madeQuestion({ ...closed, width: 100, height: 100, targets });
  const call = (requested: readonly number[], changes = {}) => ({
    ...{ role: "tool" as const, text: "", images: [] },
    tool: {
      ...{ name: "zoom", arguments: "", box_raw: requested, requested, error: null },
      ...{ executed: [0, 0, 10, 10] as const, ...changes },
    },
  });

  it("have the IoU of the page's part of their box; refused and surplus ones have none", () => {
    const turns = [
      call([50, 50, 60, 60]),
      call([-5, -5, 10, 10]),
      call([0, 0, 10, 10], { executed: null, error: "small" }),
    ];
    expect(graded(page, [{ turns }])[0]).toMatchObject({ zooms: 3, ious: [0, 1, 0] });
  });

  it("whose box cannot be read are none, and without targets there is no IoU", () => {
    expect(graded(page, [{ turns: [call([], { box_raw: null })] }])[0]).toMatchObject({ zooms: 0, ious: [] });
    const untargeted = madeQuestion({ ...closed, targets: null });
    expect(graded(untargeted, [{ turns: [call([0, 0, 5, 5])] }])[0]).toMatchObject({ zooms: 1, ious: null });
  });
});
