import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import { overlayPrompts } from "../../../src/core/benchmark/prompts/overlayPrompts.js";
import { promptOf } from "../../../src/core/benchmark/prompts/promptOf.js";
import { promptProblems } from "../../../src/core/benchmark/prompts/promptProblems.js";
import { promptSha } from "../../../src/core/benchmark/prompts/promptSha.js";
import { questionValues } from "../../../src/core/benchmark/prompts/questionValues.js";
import { renderTemplate } from "../../../src/core/benchmark/prompts/renderTemplate.js";
import { promptInputs, promptUses, type PromptTemplate } from "../../../src/core/benchmark/promptTemplate.js";
import { taskKinds, taskKindsWithoutTargets } from "../../../src/core/benchmark/taskKinds.js";
import { systemPrompt } from "../../../src/core/launch/systemPrompt.js";
import { runConfigSchema } from "../../../src/core/launch/runConfig.js";
import { zoomToolText } from "../../../src/core/launch/zoomToolText.js";

const folder = join(import.meta.dirname, "../../../src/core/benchmark/prompts");

const [first] = builtInPrompts;
if (first === undefined) throw new Error("there are no prompts");

const made = (change: Partial<PromptTemplate>): PromptTemplate => ({
  ...{ id: "own", version: 1, task: "action_recognition", input: "page", use: "answer", origin: "a test" },
  ...{ system: "", user: "{question}\n{hint}\n{options}", ...change },
});

/** Kinds whose question is about panels that can be shown by themselves (paper, Table 4). */
const onPanels = ["panel_understanding", "action_recognition", "depth_comparison", "character_identification"];

/** How many prompts there are of a combination; a reason where there is none. */
function wanted(task: string, input: string, use: string): number | string {
  const hasNoTargets = taskKindsWithoutTargets.some(kind => kind === task);
  if (use === "generate") {
    if (input !== "panel") return "what is written is written of one panel or balloon";
    if (task === "panel_understanding") return 2; // a caption, and questions with answers
    return task === "dialog_reordering" ? 1 : "the annotations hold question and answer";
  }
  if (use === "judge") {
    if (task !== "panel_understanding") return "a letter or a number is right or wrong by rule";
    return input === "page" ? 2 : "a judge sees no picture: the same one judges every input";
  }
  if (input === "panel" && !onPanels.includes(task)) return "no panel by itself holds the answer";
  if (input !== "zoom") return 1;
  if (use === "answer") return "a call is made while reasoning: who may not reason cannot call";
  return use === "distil" && hasNoTargets ? "no zoom of it can be said to be right" : 1;
}

describe("the prompts of the product", () => {
  const combinations = taskKinds.flatMap(task =>
    promptInputs.flatMap(input => promptUses.map(use => [task, input, use] as const)),
  );

  it.each(combinations)("exist for %s, %s, %s as often as they make sense", (task, input, use) => {
    const there = builtInPrompts.filter(one => one.task === task && one.input === input && one.use === use);
    const want = wanted(task, input, use);
    expect(there).toHaveLength(typeof want === "number" ? want : 0);
  });

  it("are the files of their folder, each named by its id", () => {
    const files = readdirSync(folder).filter(name => name.endsWith(".json"));
    expect(builtInPrompts.map(({ id }) => `${id}.json`).sort()).toEqual(files.sort());
  });

  it("have the places of their use and no other, and say that they are ours", () => {
    expect(builtInPrompts.flatMap(promptProblems)).toEqual([]);
    expect([...new Set(builtInPrompts.map(({ origin }) => origin))]).toEqual(["ours: Appendix G is not public"]);
  });

  it("that ask for reasoning tell the model the same for every task kind, since a run trains on several at once", () => {
    for (const input of promptInputs) {
      const systems = builtInPrompts.filter(one => one.use === "reason" && one.input === input);
      expect(new Set(systems.map(({ system }) => system)).size).toBe(1);
    }
  });

  it("show no reference answer to who is to be learnt from", () => {
    const distilling = builtInPrompts.filter(({ use }) => use === "distil");
    expect(distilling.filter(({ system, user }) => /\{(answer|reference)\}/.test(system + user))).toEqual([]);
  });

  it("have a hash of their own, of what they say and not of how their file is laid out", () => {
    const { id, version, task, input, use, origin, system, user } = first;
    const sorted = JSON.stringify({ id, input, origin, system, task, use, user, version });
    expect(promptSha(first)).toBe(createHash("sha256").update(sorted).digest("hex"));
    expect(new Set(builtInPrompts.map(promptSha)).size).toBe(builtInPrompts.length);
  });

  it("are found by task kind, input and use", () => {
    expect(promptOf(builtInPrompts, "character_counting", "zoom", "reason")?.id).toBe("character_counting-zoom-reason");
    expect(promptOf(builtInPrompts, "character_counting", "zoom", "answer")).toBeNull();
  });
});

describe("the system prompt of a training", () => {
  const config = (method: string) =>
    runConfigSchema.parse({
      name: "r",
      method,
      engine: "verl-current",
      host: "local",
      model: { path: "m" },
      data: { train: "t.jsonl" },
    });
  const answering =
    "Reason between <think> and </think>, then give the final answer alone between <answer> and </answer>.";

  it("has the words that it had before the prompts were data", () => {
    const intro = "You answer questions about pages of comics.";
    expect(systemPrompt(config("RARL"))).toBe(`${intro}\n\n${zoomToolText}\n\n${answering}`);
    expect(systemPrompt(config("RL"))).toBe(`${intro}\n\n${answering}`);
  });
});

describe("a rendered prompt", () => {
  const values = { question: "What?", hint: "", options: "A. x\nB. y" };

  it("has its places filled in", () => {
    const prompt = made({ system: "Tools: {tools}", user: "{question}\n{options}" });
    expect(renderTemplate(prompt, { ...values, tools: "T" })).toEqual({
      ...{ kind: "rendered", system: "Tools: T", user: "What?\nA. x\nB. y" },
    });
  });

  it("has no line where a place alone stays empty", () => {
    expect(renderTemplate(made({}), values)).toMatchObject({ user: "What?\nA. x\nB. y" });
    const spread = made({ user: "{question}\n\n{hint}\n\n{options}\n\n{hint}" });
    expect(renderTemplate(spread, values)).toMatchObject({ user: "What?\n\nA. x\nB. y" });
    expect(renderTemplate(made({ user: "{hint}\n\n{question}" }), values)).toMatchObject({ user: "What?" });
    expect(renderTemplate(made({ user: "Say: {hint}" }), values)).toMatchObject({ user: "Say: " });
  });

  it("names a place that no prompt of its use has, and one that nothing was given for", () => {
    expect(renderTemplate(made({ user: "{answer}" }), values)).toEqual({ kind: "unknown-place", place: "answer" });
    expect(renderTemplate(made({ user: "{tools}" }), values)).toEqual({ kind: "no-value", place: "tools" });
  });

  it("leaves other braces alone", () => {
    const user = 'Reply {"pairs": [{"question": "..."}]} or {} or {A}';
    expect(renderTemplate(made({ user }), values)).toMatchObject({ user });
  });

  it("holds what was filled in letter by letter, whatever it looks like", () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom("{question}", "{options}{hint}", "$&$1", "\n\n\n{tools}\n\n", "{{hint}}"),
    );
    fc.assert(
      fc.property(hostile, hostile, (question, options) => {
        const rendered = renderTemplate(made({ user: "Q: {question}\nO: {options}." }), {
          ...{ question, options, hint: "" },
        });
        expect(rendered).toMatchObject({ user: `Q: ${question}\nO: ${options}.` });
      }),
    );
  });

  it("shows every part of a question by every prompt that puts one", () => {
    const question = {
      ...{ question: "QUESTION", hint: "1: HINT" },
      options: [
        { label: "A", text: "FIRST" },
        { label: "B", text: "SECOND" },
      ],
    };
    for (const prompt of builtInPrompts.filter(({ use }) => use !== "judge" && use !== "generate")) {
      const rendered = renderTemplate(prompt, { ...questionValues(question), tools: "TOOLS" });
      if (rendered.kind !== "rendered") throw new Error(`${prompt.id}: ${rendered.kind}`);
      expect(rendered.user).toContain("QUESTION");
      expect(rendered.user).toContain("1: HINT");
      const isChosen = !["panel_understanding", "character_counting"].includes(prompt.task);
      if (isChosen) expect(rendered.user).toContain("A. FIRST\nB. SECOND");
      expect(rendered.system.includes("TOOLS")).toBe(prompt.input === "zoom");
    }
  });
});

describe("a user's own prompts", () => {
  it("take the place of those of the same id, and the others stay", () => {
    const own = { ...first, version: 2, system: "Mine." };
    const laid = overlayPrompts(builtInPrompts, [own]);
    expect(laid).toMatchObject({ replaced: [first.id], added: [], problems: [] });
    expect(laid.prompts).toHaveLength(builtInPrompts.length);
    expect(laid.prompts.find(({ id }) => id === first.id)).toEqual(own);
  });

  it("may add a judge, and nothing else", () => {
    const judge = made({ use: "judge", user: "{fence}{question}{reference}{answer}" });
    expect(overlayPrompts(builtInPrompts, [judge])).toMatchObject({ added: ["own"], problems: [] });
    expect(overlayPrompts(builtInPrompts, [made({})])).toMatchObject({
      ...{ added: [], problems: [{ id: "own", problem: { code: "unknown-id" } }] },
    });
  });

  it("are refused where a place is missing, unknown, or where the combination is another", () => {
    const id = "action_recognition-page-answer";
    const codes = (change: Partial<PromptTemplate>) =>
      overlayPrompts(builtInPrompts, [made({ id, ...change })]).problems.map(({ problem }) => problem);
    expect(codes({ user: "{question}" })).toEqual([{ code: "missing-place", place: "options" }]);
    expect(codes({ user: "{question}{options}{answer}" })).toEqual([{ code: "unknown-place", place: "answer" }]);
    expect(codes({ input: "panel" })).toEqual([{ code: "moved" }]);
    expect(overlayPrompts(builtInPrompts, [made({ id, user: "" })]).prompts).toEqual(builtInPrompts);
  });
});
