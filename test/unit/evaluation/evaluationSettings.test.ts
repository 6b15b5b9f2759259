import { describe, expect, it } from "vitest";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import { defaultSettings } from "../../../src/core/evaluation/defaultSettings.js";
import { familyOf } from "../../../src/core/evaluation/familyOf.js";
import { imageTokens } from "../../../src/core/evaluation/imageTokens.js";
import { modelFamilies, otherFamily } from "../../../src/core/evaluation/modelFamilies.js";
import { modelFamilyIds } from "../../../src/core/evaluation/modelFamily.js";
import { selectAsked } from "../../../src/core/evaluation/selectAsked.js";
import { madePage, madeQuestions } from "../../fixtures/madeBenchmark.js";

describe("families of models", () => {
  const names: readonly (readonly [string, string])[] = [
    ["Qwen/Qwen2.5-VL-7B-Instruct", "qwen2.5-vl"],
    ["qwen2_5-vl-72b", "qwen2.5-vl"],
    ["ChenShawn/DeepEyes-7B", "qwen2.5-vl"],
    ["Qwen/Qwen2-VL-2B-Instruct-AWQ", "qwen2-vl"],
    ["Qwen/Qwen3-VL-8B-Instruct", "qwen3-vl"],
    ["gemini-2.5-flash", "gemini"],
    ["google/gemini-2.0-flash-001", "gemini"],
    ["OpenGVLab/InternVL3-8B", "internvl"],
    ["openbmb/MiniCPM-o-2_6", "minicpm"],
    ["gpt-4o-2024-11-20", "gpt"],
    ["openai/gpt-5-mini", "gpt"],
    ["o4-mini", "gpt"],
    ["my-checkpoint", "other"],
    ["llava-onevision", "other"],
  ];
  it.each(names)("%s is of %s", (name, id) => {
    expect(familyOf(name).id).toBe(id);
  });

  it("can be chosen where the name does not tell", () => {
    expect(familyOf("step-200", "qwen2.5-vl").boxes.value).toBe("px_resized");
    expect(familyOf("gpt-4o", "other")).toBe(otherFamily);
    for (const id of modelFamilyIds) expect(familyOf("anything", id).id).toBe(id);
  });

  it("say of each value where it was read", () => {
    for (const { boxes, image, maxTokensName, refuses, toolStyle, tokens } of modelFamilies)
      for (const { source } of [boxes, image, maxTokensName, refuses, toolStyle, tokens])
        expect(source.length).toBeGreaterThan(5);
  });

  it("ask reasoning models as they can be asked", () => {
    const { sampling } = defaultSettings("gpt-5-mini", "page");
    expect(sampling).toMatchObject({ temperature: null, topP: null, maxTokensName: "max_completion_tokens" });
    expect(defaultSettings("gpt-4o", "page").sampling).toMatchObject({ temperature: 0, maxTokensName: "max_tokens" });
  });

  it("count images as their services do", () => {
    const tokens = (model: string, width: number, height: number) =>
      imageTokens({ width, height }, familyOf(model).tokens.value);
    expect(tokens("Qwen2.5-VL-7B", 280, 560)).toBe(200);
    // OpenAI's own examples: 1024 × 1024 and 2048 × 4096 (sent as 1024 × 2048), detail high.
    expect(tokens("gpt-4o", 1024, 1024)).toBe(765);
    expect(tokens("gpt-4o", 1024, 2048)).toBe(1105);
  });
});

describe("the questions of a run", () => {
  const pages = Array.from({ length: 4 }, (_, at) => madePage(at + 1));
  const questions = pages.flatMap((page, at) => madeQuestions(page, at < 3 ? "test" : "train"));
  const selected = (more: Partial<ReturnType<typeof defaultSettings>>, input: "page" | "panel" | "zoom" = "page") =>
    selectAsked(questions, pages, builtInPrompts, { ...defaultSettings("m", input), ...more });
  const kinds = ({ items }: ReturnType<typeof selected>) => items.map(({ question }) => question.task);

  it("are those of the split, page by page", () => {
    const { items, leftOut } = selected({});
    expect([items.length, leftOut]).toEqual([21, {}]);
    expect(items.map(({ question }) => question.page_id)).toEqual(questions.slice(0, 21).map(one => one.page_id));
  });

  it("are of all kinds where they are limited", () => {
    expect(new Set(kinds(selected({ limit: 7 }))).size).toBe(7);
    expect(selected({ limit: 9 }).items).toHaveLength(9);
  });

  it("leave out what cannot be put with panels alone, and say so", () => {
    const { items, leftOut } = selected({}, "panel");
    expect(leftOut).toEqual({ "needs-page": 9 });
    expect(new Set(items.map(({ prompt }) => prompt.input))).toEqual(new Set(["panel"]));
  });

  it("leave out kinds that have no prompt for their use", () => {
    expect(selected({ use: "answer" }, "zoom").leftOut).toEqual({ "no-prompt": 21 });
    const distil = selected({ use: "distil" }, "zoom");
    expect(kinds(distil)).not.toContain("dialog_reordering");
    expect(distil.leftOut).toEqual({ "no-prompt": 6 });
  });

  it("are parted into shards that have each page whole and every question once", () => {
    const shards = [0, 1].map(index => selected({ shard: { index, of: 2 } }).items);
    const ids = shards.map(items => items.map(({ question }) => question.id));
    expect(ids.flat().toSorted()).toEqual(
      questions
        .slice(0, 21)
        .map(({ id }) => id)
        .toSorted(),
    );
    const pagesOf = shards.map(items => new Set(items.map(({ question }) => question.page_id)));
    expect([...(pagesOf[0] ?? [])].some(page => pagesOf[1]?.has(page) === true)).toBe(false);
  });

  it("without marks are only those that ask about nothing marked", () => {
    const image = { ...defaultSettings("m", "page").image, areMarksDrawn: false };
    const { leftOut } = selected({ image });
    expect(leftOut).toEqual({ "needs-marks": 18 });
  });
});
