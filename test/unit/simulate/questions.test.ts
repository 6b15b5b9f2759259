import { describe, expect, it } from "vitest";
import { findByPrompt } from "../../../src/core/dataset/findByPrompt.js";
import { questionIndex } from "../../../src/core/dataset/questionIndex.js";
import { readQuestion } from "../../../src/core/dataset/readQuestion.js";
import { healthyBehaviour } from "../../../src/core/simulate/behaviour.js";
import { actionPhrases } from "../../../src/core/simulate/figureAction.js";
import { decodedPrompt } from "../../../src/core/simulate/questionPrompt.js";
import { planRun } from "../../../src/core/simulate/runPlan.js";
import type { SimulatedQuestion } from "../../../src/core/simulate/simulatedQuestion.js";

const plan = planRun(11, 10, healthyBehaviour);
const all = [...plan.training, ...plan.validation];
const ofTask = (task: SimulatedQuestion["task"]) => all.filter(question => question.task === task);

/** What is drawn inside a mark, found by its box alone. */
function marked(question: SimulatedQuestion, index: number) {
  const page = plan.pages.find(planned => planned.page.id === question.page_id)!.page;
  const box = question.marks[index]!.box;
  const panel = page.panels.find(({ figures }) => figures.some(figure => figure.box === box))!;
  return { page, panel, figure: panel.figures.find(figure => figure.box === box)! };
}

describe("questions about made-up pages", () => {
  it("come from every boxed task kind", () => {
    const tasks = new Set(all.map(({ task }) => task));
    expect([...tasks].sort()).toEqual([
      "action_recognition",
      "character_counting",
      "character_identification",
      "depth_comparison",
      "panel_understanding",
    ]);
  });

  it("have prompts and ids of their own, since a dump tells groups apart by the prompt alone", () => {
    expect(new Set(all.map(({ prompt }) => prompt)).size).toBe(all.length);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it("never share a page between training and validation", () => {
    const pages = new Set(plan.training.map(({ page_id }) => page_id));
    expect(plan.validation.filter(({ page_id }) => pages.has(page_id))).toEqual([]);
    expect(plan.validation).toHaveLength(64);
  });

  it("expect one zoom a target, four at most, and have panels as targets", () => {
    for (const question of all) {
      const { page } = plan.pages.find(planned => planned.page.id === question.page_id)!;
      expect(question.expected_zooms).toBe(question.targets.length);
      expect(question.expected_zooms).toBeLessThanOrEqual(4);
      for (const { box } of question.targets) expect(page.panels.map(panel => panel.box)).toContainEqual(box);
    }
  });

  it("know what the marked character does", () => {
    for (const question of ofTask("action_recognition")) {
      const right = question.options.find(({ label }) => label === question.answer);
      expect(right?.text).toBe(actionPhrases[marked(question, 0).figure.action]);
      expect(new Set(question.options.map(({ text }) => text)).size).toBe(4);
    }
  });

  it("know who is nearer", () => {
    for (const question of ofTask("depth_comparison")) {
      const [a, b] = [marked(question, 0), marked(question, 1)];
      expect(a.panel).toBe(b.panel);
      expect(question.answer).toBe(a.figure.depth < b.figure.depth ? "A" : "B");
    }
  });

  it("know who is who, and ask for both answers about as often", () => {
    const questions = ofTask("character_identification");
    for (const question of questions) {
      const [a, b] = [marked(question, 0), marked(question, 1)];
      expect(a.panel).not.toBe(b.panel);
      expect(question.answer).toBe(a.figure.member === b.figure.member ? "A" : "B");
    }
    const same = questions.filter(({ answer }) => answer === "A").length / questions.length;
    expect(Math.abs(same - 0.5)).toBeLessThan(0.12);
  });

  it("know in how many panels a character appears, and point at each of them", () => {
    for (const question of ofTask("character_counting")) {
      const { page, figure } = marked(question, 0);
      const panels = page.panels.filter(panel => panel.figures.some(({ member }) => member === figure.member));
      expect(question.answer).toBe(String(panels.length));
      expect(question.targets.map(({ box }) => box)).toEqual(panels.map(({ box }) => box));
    }
  });

  it("are read by the dataset reader with page, marks and targets, and found by the prompt of a row", () => {
    const read = all.map(question => readQuestion(JSON.parse(JSON.stringify(question))));
    const questions = read.flatMap(result => (result.kind === "question" ? [result.question] : []));
    expect(questions).toHaveLength(all.length);
    const index = questionIndex([{ path: "questions.jsonl", questions }]);
    for (const [at, question] of all.entries()) {
      expect(questions[at]).toMatchObject({
        id: question.id,
        taskKind: question.task,
        width: question.width,
        answer: question.answer,
      });
      expect(questions[at]?.targets?.map(({ box }) => box)).toEqual(question.targets.map(({ box }) => box));
      expect(questions[at]?.marks).toHaveLength(question.marks.length);
      expect(findByPrompt(index, decodedPrompt(question.prompt)).map(found => found.question.id)).toEqual([
        question.id,
      ]);
    }
  });
});
