import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askedQuestion } from "../../../src/core/benchmark/export/askedQuestion.js";
import { imageOptionsSchema } from "../../../src/core/benchmark/export/imageOptions.js";
import { planImages } from "../../../src/core/benchmark/export/planImages.js";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import { fillText } from "../../../src/core/benchmark/prompts/renderTemplate.js";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { taskKinds } from "../../../src/core/benchmark/taskKinds.js";
import { readQuestion } from "../../../src/core/dataset/readQuestion.js";
import { askedText } from "../../../src/core/launch/askedText.js";
import { userPrompts } from "../../../src/core/launch/userPrompts.js";
import { madePage, madeQuestions } from "../../fixtures/madeBenchmark.js";
import { runPython, trainerFolder } from "./trainer.js";

const page = madePage(1);
/** One of each kind; the texts of balloons have braces and a line that looks like a place. */
const questions = madeQuestions(page, "train").map((question): QuestionRecord =>
  question.task === "dialog_reordering" ? { ...question, hint: "1: {options}\n2: “Où ça ?” {a}\n3: no" } : question,
);

const options = { systemPrompt: "", prompts: Object.fromEntries(userPrompts), tool: "image_zoom_in_tool" };

function messagesOf(rows: readonly object[], given: object = options): readonly string[] {
  const lines = rows.map(row => JSON.stringify({ row, options: given, isValidation: false })).join("\n");
  return runPython("makeRows.py", [trainerFolder], lines)
    .trimEnd()
    .split("\n")
    .map(line => (JSON.parse(line) as { prompt: readonly { content: string }[] }).prompt.at(-1)?.content ?? "");
}

describe("a question of the benchmark", () => {
  it("is of each kind", () => {
    expect(new Set(questions.map(({ task }) => task))).toEqual(new Set(taskKinds));
  });

  it.each(["page", "zoom"] as const)(
    "is asked by the trainer's side in the bytes of its exports, with the texts of its balloons (%s)",
    input => {
      const exported = questions.map(question => {
        const images = planImages(question, page, imageOptionsSchema.parse({}));
        const asked = askedQuestion(question, input, "reason", builtInPrompts);
        return `${"<image>".repeat(images.images.length)}${asked?.user ?? ""}`;
      });
      expect(messagesOf(questions)).toEqual(exported);
      expect(exported.find((_, at) => questions[at]?.task === "dialog_reordering")).toContain("2: “Où ça ?” {a}");
    },
  );

  it("is asked in these words by the plan's preview, too", () => {
    const previewed = questions.map(record => {
      const read = readQuestion(record);
      return read.kind === "question" ? askedText(read.question) : null;
    });
    expect(previewed).toEqual(messagesOf(questions).map(text => text.replaceAll("<image>", "")));
  });

  it("is not asked so where its row holds a prompt, or is of another form", () => {
    const [question] = questions;
    if (question === undefined) throw new Error("no question");
    const rows = [
      { ...question, prompt: "Look!" },
      { ...question, kind: undefined, options: [] },
    ];
    expect(messagesOf(rows)).toEqual(["<image>Look!", `<image>${question.question}`]);
  });
});

describe("a template", () => {
  it("is filled in alike on both sides", () => {
    const line = fc.constantFrom("", " ", "{hint}", "{question} {hint}", "a {hint}", "{options}", "{other}", "b", "{");
    const value = fc.constantFrom("", " ", "{hint}", "x\n\ny", "\u00a0", "é");
    const cases = fc.sample(fc.tuple(fc.array(line, { maxLength: 9 }), value, value, value), { seed: 7, numRuns: 300 });
    const rows = cases.map(([lines, question, hint, text]) => ({
      ...{ template: lines.join("\n"), values: { question: `?${question}`, hint, options: `A. ${text}` } },
    }));
    const program = rows.map(row => JSON.stringify(row)).join("\n");
    const filled = runPython("fillTexts.py", [trainerFolder], program)
      .trimEnd()
      .split("\n")
      .map((written): unknown => JSON.parse(written));
    expect(filled).toEqual(rows.map(({ template, values }) => fillText(template, values)));
  });
});
