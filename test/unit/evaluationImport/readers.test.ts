import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/core/dataset/jsonObject.js";
import { askedOptions } from "../../../src/core/evaluation/import/askedOptions.js";
import { foreignFormats } from "../../../src/core/evaluation/import/foreignRow.js";
import { isForeignRight } from "../../../src/core/evaluation/import/importedPrediction.js";
import { isSameModel } from "../../../src/core/evaluation/import/isSameModel.js";
import { parseTolerant } from "../../../src/core/rollout/parseTolerant.js";
import { questionOf, questions, taken, takenAs } from "./importing.js";

const choice = questionOf("action_recognition");
const open = questionOf("panel_understanding");
const counting = questionOf("character_counting");

describe("samples of lm-evaluation-harness", () => {
  const sample = (resps: unknown, more: object = {}) => ({
    ...{ doc_id: 0, doc: { our_id: choice.id, question: choice.question, task: choice.task }, target: "B" },
    arguments: [["Look at the page.", { until: ["\n\n"] }]],
    ...{
      resps,
      filtered_resps: ["[invalid]"],
      exact_match: 0,
      doc_hash: "d",
      prompt_hash: "p",
      target_hash: "t",
      ...more,
    },
  });

  it("are joined by the record that was asked, and their replies are read as they came, not as filters left them", () => {
    const { format, grades, joined } = taken([sample([["<answer>B</answer>"]])]);
    expect([format, grades[0]?.outcome]).toEqual(["lm-eval", "correct"]);
    expect(joined[0]?.row).toMatchObject({ verdict: 0, flags: [], about: "action_recognition" });
  });

  it("with several replies are as many attempts", () => {
    const { grades } = taken([sample([["Answer: B", "Answer: A", ""]])]);
    expect(grades.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [0, "correct"],
      [1, "wrong"],
      [2, "empty"],
    ]);
  });

  it("of options that were weighed and not answered are no replies", () => {
    const weighed = [[["-2.31", "False"]], [["-0.52", "True"]]];
    expect(taken([sample(weighed)]).rows).toEqual([]);
    expect(taken([sample([[[-2.31, false]], [[-0.52, true]]])]).rows).toEqual([]);
  });

  it("with a number for a right answer are compared as what it says", () => {
    const doc = { id: counting.id, question: counting.question };
    const { grades } = taken([{ ...sample([["<answer>two</answer>"]]), doc, target: 2 }]);
    expect(grades[0]?.outcome).toBe("correct");
    const other = taken([{ ...sample([["<answer>two</answer>"]]), doc, target: 3 }]);
    expect(other.joined[0]?.row.flags).toEqual(["target-differs"]);
  });

  it("whose requests failed failed, whatever their text says", () => {
    const { grades } = taken([sample([["[LMMS_EVAL_REQUEST_FAILED after 3 retries] B"]])]);
    expect(grades[0]?.outcome).toBe("failed");
  });
});

describe("results of MangaVQA", () => {
  const row = (more: object = {}) => ({
    ...{ title: "Made", image_number: 1, question: open.question, answer: open.answer, required_info: "text" },
    ...{ generated_answer: "She does.", gpt4o_eval: "7", gpt4o_score: 7, ...more },
  });

  it("are joined by question and right answer, and wait for a judge of ours", () => {
    const here = { ...row(), image_number: "1" };
    const { format, joined, unmatched } = takenAs("mangavqa", [{ ...here, title: undefined }]);
    expect([format, unmatched.length, joined[0]?.row.verdict]).toEqual(["mangavqa", 0, 7]);
    const { grades } = taken([{ ...row(), our_id: open.id }]);
    expect(grades[0]?.outcome).toBe("unjudged");
  });

  it("show a score of 1 that stands for a judge that gave none", () => {
    const failed = taken([{ ...row({ gpt4o_eval: "I cannot say.", gpt4o_score: 1 }), our_id: open.id }]);
    expect(failed.joined[0]?.row.flags).toEqual(["judge-failed"]);
    const lowest = taken([{ ...row({ gpt4o_eval: "1", gpt4o_score: 1 }), our_id: open.id }]);
    expect(lowest.joined[0]?.row.flags).toEqual([]);
  });

  it("have no score that is a verdict: 1 of 10 is not right", () => {
    expect(isForeignRight(1, "mangavqa")).toBeNull();
    expect(isForeignRight(1, "vlmevalkit")).toBe(true);
    expect(isForeignRight("P", "inspect")).toBeNull();
  });
});

describe("a sample of inspect_ai", () => {
  const sample = (more: object = {}) => ({
    ...{ id: choice.id, epoch: 1, input: choice.question, target: ["B"], scores: { choice: { value: "C" } } },
    output: { model: "m", choices: [{ message: { content: "Answer: B" }, stop_reason: "stop" }] },
    ...more,
  });

  it("keeps its whole talk, with attached texts in their place and pictures counted", () => {
    const messages = [
      {
        role: "user",
        content: [
          { type: "image", image: "attachment://p" },
          { type: "text", text: "Which?" },
        ],
      },
      { role: "assistant", content: "attachment://long" },
      { role: "nobody", content: "x" },
    ];
    const { predictions } = taken([sample({ messages, attachments: { long: "I think it is B." } })]);
    expect(predictions[0]?.turns.map(({ role, text, images }) => [role, text, images.length])).toEqual([
      ["user", "Which?", 1],
      ["assistant", "I think it is B.", 0],
    ]);
  });

  it("that ran into a limit of its own is truncated, and one without a score is unscored", () => {
    const { grades, joined } = taken([
      sample({ limit: { type: "token", limit: 100 }, scores: { choice: { value: NaN } } }),
    ]);
    expect([grades[0]?.outcome, joined[0]?.row.flags]).toEqual(["truncated", ["unscored"]]);
  });

  it.each([0, -1, 1.5, 1e300, "x"])("of the epoch %j is none", epoch => {
    expect(taken([sample({ epoch })]).rows).toEqual([]);
  });
});

describe("options in a prompt", () => {
  it.each([
    ["Which?\nA. runs\nB. sits\nThink.", ["runs", "sits"]],
    ["(A) runs\n(B) sits", ["runs", "sits"]],
    ["A) one\nB) two\n\nNow:\nA. three\nB. four\nC. five", ["three", "four", "five"]],
  ])("%j are %j", (prompt, texts) => {
    expect(askedOptions(prompt)?.map(({ text }) => text)).toEqual(texts);
  });

  it.each(["", "A. only one", "B. first\nC. second", "A man\nB side", "A. one\nC. three"])("are not in %j", prompt => {
    expect(askedOptions(prompt)).toBeNull();
  });
});

describe("a model's name", () => {
  it.each([
    ["gpt-4o", "openai/gpt-4o-2024-11-20", true],
    ["Qwen/Qwen2.5-VL-7B-Instruct", "qwen2.5-vl-7b-instruct", true],
    ["Qwen/Qwen2.5-VL-7B-Instruct", "Qwen__Qwen2.5-VL-7B-Instruct", true],
    ["gpt-4o", "gpt-4o-mini", false],
    ["gpt-4", "gpt-4-0613", true],
    ["a", "b", false],
    ["", "b", false],
  ])("%j and %j may be one: %j", (a, b, isSame) => {
    expect(isSameModel(a, b)).toBe(isSame);
    expect(isSameModel(b, a)).toBe(isSame);
  });
});

describe("a row that anybody may have written", () => {
  const names =
    "index g_index prediction our_id question answer category log hit thinking A B doc_id doc resps filtered_resps fg_acc target input id epoch output messages attachments scores error limit custom_id response status_code body choices message content usage prompt_tokens input_tokens model pred_output pred_ans status image role title image_number gpt4o_eval gpt4o_score generated_answer".split(
      " ",
    );
  const word = fc.oneof(
    fc.constantFrom(
      "A",
      "B",
      "",
      "nan",
      "attachment://x",
      "<tool_call>{",
      "Failed to obtain answer",
      "assistant",
      "user",
    ),
    fc.constantFrom(...questions.map(({ id }) => id), choice.question, "__proto__", "constructor", "\uD800"),
    fc.string({ maxLength: 12 }),
  );
  const number = fc.oneof(fc.double(), fc.constantFrom(-1, 0, 1, 1_000_000, 2 ** 53, 1e300, -1e9, 0.5));
  const { value } = fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      word,
      number,
      fc.constantFrom(null, true, false, undefined),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 6 }),
    ),
  }));
  // Most are about a question of ours, or nothing would be written down.
  const known = { our_id: choice.id, custom_id: choice.id, id: choice.id, doc: { our_id: choice.id } };
  const row = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 14 }).map(made => ({ ...known, ...made }));

  it("never throws, and is written down in the form that is read again", { timeout: 20_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...foreignFormats), fc.array(row, { minLength: 1, maxLength: 3 }), (format, rows) => {
        // Each prediction is checked by its schema on the way.
        takenAs(format, rows);
      }),
      { numRuns: 400 },
    );
  });

  it("may be nested deeper than any stack", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const nested = parseTolerant(`{"doc_id": 0, "resps": ${deep}, "pred_output": [${deep}], "messages": ${deep}}`);
    const value = nested.ok ? (nested.value as JsonObject) : {};
    for (const format of foreignFormats) expect(() => takenAs(format, [value])).not.toThrow();
  });
});
