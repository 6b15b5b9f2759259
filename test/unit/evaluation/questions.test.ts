import { describe, expect, it } from "vitest";
import { correctness } from "../../../src/core/evaluation/correctness.js";
import { questionOf } from "../../../src/core/evaluation/questionOf.js";
import { readQuestionText } from "../../../src/core/evaluation/readQuestionText.js";
import type { Question } from "../../../src/core/dataset/question.js";
import type { Rollout } from "../../../src/core/rollout/rollout.js";
import { trajectoryOf } from "../../../src/core/rollout/trajectoryOf.js";
import { evaluated, rollout } from "../trajectory/rollouts.js";

const ab = [
  { label: "A", text: "a cat" },
  { label: "B", text: "a dog" },
];

describe("the question in a chat prompt", () => {
  it("stands between the role words", () => {
    expect(readQuestionText("system\nBe brief.\nuser\nWho runs?\nassistant\n")).toEqual({
      question: "Who runs?",
      options: [],
    });
  });

  it("stands between chat tokens, without image tokens", () => {
    const prompt =
      "<|im_start|>system\nuser\nno<|im_end|>\n<|im_start|>user\n<|vision_start|><|image_pad|><|vision_end|>Who runs?<|im_end|>\n<|im_start|>assistant\n<think>";
    expect(readQuestionText(prompt).question).toBe("Who runs?");
  });

  it("is the last one where a worked example comes first", () => {
    expect(readQuestionText("user\nWho sits?\nassistant\nA dog.\nuser\nWho runs?\nassistant\n").question).toBe(
      "Who runs?",
    );
  });

  it("is the whole text where nothing divides it", () => {
    expect(readQuestionText("Who runs?").question).toBe("Who runs?");
    expect(readQuestionText("").question).toBe("");
  });

  it.each([
    ["A. …", "A. a cat\nB. a dog"],
    ["(A) …", "(A) a cat\n(B) a dog"],
    ["A) … under a heading", "Options:\nA) a cat\nB) a dog\n\nAnswer in <answer></answer>."],
    ["one line", "(A) a cat (B) a dog"],
  ])("has options as %s", (_, options) => {
    expect(readQuestionText(`user\nQuestion: Who runs?\n${options}\nassistant\n`)).toEqual({
      question: "Who runs?",
      options: ab,
    });
  });

  it("has no options where letters do not count up from A", () => {
    expect(readQuestionText("user\nMr. B. runs.\nB. said so\nassistant\n").options).toEqual([]);
  });

  it("takes the options from the message that was sent where the prompt column lacks them", () => {
    const one = evaluated(
      [
        { role: "user", text: "<image>Question: Who runs?\nOptions:\nA. a cat\nB. a dog\n\nThink first." },
        { role: "assistant", text: "<answer>A</answer>" },
      ],
      { prompt: "Who runs?" },
    );
    expect(questionOf(one)).toEqual({ question: "Who runs?", options: ab });
  });
});

describe("correct or not", () => {
  const judged = (one: Rollout, question: Question | null = null) => correctness(one, trajectoryOf(one), question);
  const truth = (value: unknown) => ({ groundTruth: { value, text: String(value) } });
  const question: Question = {
    id: "q1",
    taskKind: null,
    image: null,
    width: null,
    height: null,
    prompt: null,
    question: "Who runs?",
    options: ab,
    answer: "a dog",
    targets: null,
    marks: [],
    expectedZooms: null,
  };

  it("comes from the acc column first, whatever the text says", () => {
    const acc = (value: number) => ({ acc: { kind: "number", value } as const });
    expect(judged(rollout("<answer>B</answer>", { ...truth("A"), ...acc(1) }))).toEqual({
      outcome: "correct",
      source: "acc-column",
    });
    expect(judged(rollout("<answer>A</answer>", { ...truth("A"), ...acc(0) })).outcome).toBe("wrong");
  });

  it("comes from the text where acc is absent, null or NaN", () => {
    for (const kind of ["absent", "null", "nan"] as const) {
      const one = rollout("<answer>A</answer>", { ...truth("A"), acc: { kind } });
      expect(judged(one)).toEqual({ outcome: "correct", source: "parsed-answer" });
    }
  });

  it("never comes from the score", () => {
    const one = rollout("<answer>A</answer>", { score: { kind: "number", value: 6 } });
    expect(judged(one)).toEqual({ outcome: "unknown", source: "none" });
  });

  it("comes from the joined question where the row has no ground truth", () => {
    expect(judged(rollout("<answer>B</answer>"), question).outcome).toBe("correct");
    expect(judged(rollout("<answer>a cat</answer>"), question).outcome).toBe("wrong");
  });

  it("is unparsed without an answer, and unknown where the prompt asked for another form", () => {
    expect(judged(rollout("I think so.", truth("A"))).outcome).toBe("unparsed");
    const other = { ...truth("21"), prompt: "user\nQ. Use `#### <answer>`.\nassistant\n" };
    expect(judged(rollout("#### 21", other))).toEqual({ outcome: "unknown", source: "none" });
  });
});
