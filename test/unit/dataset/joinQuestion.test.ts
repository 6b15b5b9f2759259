import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinQuestion, type JoinResult } from "../../../src/core/dataset/joinQuestion.js";
import { questionIndex } from "../../../src/core/dataset/questionIndex.js";
import { readQuestion } from "../../../src/core/dataset/readQuestion.js";
import type { Question } from "../../../src/core/dataset/question.js";
import type { Rollout } from "../../../src/core/rollout/rollout.js";
import { verlRollouts } from "../../../src/core/rollout/formats/verlRollouts.js";

function question(record: Record<string, unknown>): Question {
  const read = readQuestion(record);
  if (read.kind !== "question") throw new Error(read.code);
  return read.question;
}

function row(record: Record<string, unknown>): Rollout {
  const [read] = verlRollouts.readUnit({ input: "", output: "", score: 1, step: 1, ...record });
  if (read?.kind !== "rollout") throw new Error("no rollout");
  return read.rollout;
}

const index = (...records: Record<string, unknown>[]) =>
  questionIndex([{ path: "/data/questions.jsonl", questions: records.map(question) }]);

const ids = (result: JoinResult): readonly (string | null)[] => {
  switch (result.kind) {
    case "none":
      return [];
    case "one":
      return [result.joined.question.id];
    case "several":
      return result.matches.map(match => match.question.id);
  }
};

const chat = (user: string) => `system\nYou are a helpful assistant.\nuser\n${user}\nassistant\n`;

describe("joinQuestion", () => {
  it("matches by id before anything else", () => {
    const questions = index(
      { id: "q1", question: "Which panel shows rain?", answer: "B", image: "a.png" },
      { id: "q2", question: "Who opens the door at night?", answer: "A", image: "b.png" },
    );
    const result = joinQuestion(
      row({ question_id: "q2", input: chat("Which panel shows rain?"), gts: "B" }),
      questions,
    );
    expect(ids(result)).toEqual(["q2"]);
  });

  it("matches a numeric id to the same id as text", () => {
    const result = joinQuestion(row({ question_id: 7 }), index({ id: "7", question: "Which panel shows rain?" }));
    expect(ids(result)).toEqual(["7"]);
  });

  it("falls back to prompt and answer when the id is nowhere", () => {
    const questions = index({ id: "q1", question: "Which panel shows rain?", answer: "B" });
    const result = joinQuestion(
      row({ question_id: "other", input: chat("Which panel shows rain?"), gts: "B" }),
      questions,
    );
    expect(result).toMatchObject({
      kind: "one",
      joined: { question: { id: "other" }, dataset: "/data/questions.jsonl" },
    });
  });

  it("removes image placeholders on both sides", () => {
    const prompt = [{ role: "user", content: "<image>\nWhich panel <image>shows rain?" }];
    const questions = index({ id: "q1", prompt, reward_model: { ground_truth: "B" } });
    expect(ids(joinQuestion(row({ input: chat("\nWhich panel shows rain?"), gts: "B" }), questions))).toEqual(["q1"]);
    const tokens = "<|im_start|>user\n<|vision_start|><|image_pad|><|vision_end|>\nWhich panel shows rain?<|im_end|>\n";
    expect(ids(joinQuestion(row({ input: tokens, gts: "B" }), questions))).toEqual(["q1"]);
  });

  it("finds a question inside the instructions that a trainer puts around it", () => {
    const questions = index({ id: "q1", question: "Which panel shows rain?", answer: "B" });
    const input = chat("Question: Which panel shows rain? Options: (A) one (B) two\nThink first.");
    expect(ids(joinQuestion(row({ input, gts: "B" }), questions))).toEqual(["q1"]);
  });

  it("does not find a question inside a longer word, nor a shorter question inside a longer one", () => {
    const questions = index(
      { id: "short", question: "Which panel shows rain", answer: "B" },
      { id: "long", question: "Which panel shows rain at night?", answer: "B" },
    );
    const asked = (user: string) => ids(joinQuestion(row({ input: chat(user), gts: "B" }), questions));
    expect(asked("Look! Which panel shows rain at night? Answer.")).toEqual(["long"]);
    expect(asked("Look! Which panel shows rainbows? Answer.")).toEqual([]);
  });

  it("shows several matches as several", () => {
    const questions = index(
      { id: "q1", question: "Which character is closer?", answer: "A", image: "a.png" },
      { id: "q2", question: "Which character is closer?", answer: "A", image: "b.png" },
      { id: "q3", question: "Which character is closer?", answer: "B", image: "c.png" },
    );
    const asked = row({ input: chat("Which character is closer?"), gts: "A" });
    expect(ids(joinQuestion(asked, questions))).toEqual(["q1", "q2"]);
    const named = row({ input: chat("Which character is closer?"), gts: "A", image: "/nfs/pages/b.png" });
    expect(ids(joinQuestion(named, questions))).toEqual(["q2"]);
  });

  it("lets a row with page and targets of its own speak for itself instead", () => {
    const questions = index(
      { id: "q1", question: "Which character is closer?", answer: "A" },
      { id: "q2", question: "Which character is closer?", answer: "A", width: 3, height: 4 },
    );
    const own = { input: chat("Which character is closer?"), gts: "A", image: "a.png", targets: "[[1, 2, 3, 4]]" };
    expect(joinQuestion(row(own), questions)).toMatchObject({ kind: "one", joined: { dataset: null } });
  });

  it("tells questions of the same text apart by their listed options", () => {
    const options = (text: string) => [
      { label: "A", text },
      { label: "B", text: "the dog" },
    ];
    const questions = index(
      { id: "q1", question: "Which one is closer?", answer: "A", options: options("the knight") },
      { id: "q2", question: "Which one is closer?", answer: "A", options: options("the queen") },
    );
    const input = chat("Which one is closer?\nA. the queen\nB. the dog");
    expect(ids(joinQuestion(row({ input, gts: "A" }), questions))).toEqual(["q2"]);
  });

  it("takes an option's letter and its text for the same answer, and JSON text for what it holds", () => {
    const options = ["the knight", "the queen"];
    const questions = index({ id: "q1", question: "Which one is closer?", answer: "B", options });
    const asked = (gts: unknown) => ids(joinQuestion(row({ input: chat("Which one is closer?"), gts }), questions));
    expect(asked("the queen")).toEqual(["q1"]);
    expect(asked('"B"')).toEqual(["q1"]);
    expect(asked('{"answer": "B", "style": "rule"}')).toEqual(["q1"]);
    expect(asked("A")).toEqual([]);
  });

  it("does without the answer when one side does not name it", () => {
    const questions = index({ id: "q1", question: "Which panel shows rain?", answer: "B" });
    expect(ids(joinQuestion(row({ input: chat("Which panel shows rain?") }), questions))).toEqual(["q1"]);
  });

  it("lays the row's own fields over the dataset's and names each source", () => {
    const questions = index({
      id: "q1",
      question: "Which panel shows rain?",
      answer: "B",
      image: "a.png",
      width: 100,
      height: 200,
      targets: [{ box: [1, 2, 3, 4], role: "panel" }],
    });
    const result = joinQuestion(
      row({ question_id: "q1", targets: "[[5, 6, 7, 8]]", image: "/remote/a.png" }),
      questions,
    );
    const dataset = { kind: "dataset", path: "/data/questions.jsonl" };
    expect(result).toMatchObject({
      kind: "one",
      joined: {
        question: { targets: [{ box: [5, 6, 7, 8], role: null }], width: 100 },
        sources: { targets: { kind: "row" }, image: { kind: "row" }, size: dataset, question: dataset, options: null },
        images: [{ image: { path: "/remote/a.png" } }, { image: { path: "a.png" }, source: dataset }],
      },
    });
  });

  it("keeps the dataset's roles when the row logs the same boxes", () => {
    const questions = index({ id: "q1", question: "Which?", targets: [{ box: [1, 2, 3, 4], role: "panel" }] });
    const result = joinQuestion(row({ question_id: "q1", targets: [[1, 2, 3, 4]] }), questions);
    expect(result).toMatchObject({ joined: { question: { targets: [{ role: "panel" }] } } });
  });

  it("lets a row speak for itself without any dataset", () => {
    const result = joinQuestion(row({ image: "a.png", gt_boxes: [] }), questionIndex([]));
    expect(result).toMatchObject({ kind: "one", joined: { dataset: null, question: { targets: [] } } });
  });

  it("says why nothing was found", () => {
    expect(joinQuestion(row({}), questionIndex([]))).toEqual({ kind: "none", reason: "no-datasets" });
    expect(joinQuestion(row({}), index({ id: "q" }))).toEqual({ kind: "none", reason: "no-match" });
  });

  it("takes one question in two datasets for one, and the record that says more", () => {
    const questions = questionIndex([
      { path: "/a.parquet", questions: [question({ id: "q1", prompt: "Which panel?", answer: "B" })] },
      { path: "/b.jsonl", questions: [question({ id: "q1", question: "Which?", answer: "B", image: "p.png" })] },
      { path: "/c.jsonl", questions: [question({ id: "q1", question: "Which?", answer: "B", image: "p.png" })] },
    ]);
    expect(joinQuestion(row({ question_id: "q1" }), questions)).toMatchObject({ joined: { dataset: "/b.jsonl" } });
  });

  it("finds every question again by its own prompt, whatever it says", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: "grapheme" }), { minLength: 1, maxLength: 8 }), texts => {
        const questions = index(...texts.map((text, at) => ({ id: String(at), question: text, answer: "A" })));
        texts.forEach((text, at) => {
          const result = joinQuestion(row({ input: chat(text), gts: "A" }), questions);
          if (text.trim() !== "") expect(ids(result)).toContain(String(at));
        });
      }),
    );
  });
});
