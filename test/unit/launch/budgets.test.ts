import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cropBudget } from "../../../src/core/launch/cropBudget.js";
import { dataFindings } from "../../../src/core/launch/dataFindings.js";
import type { DataMeasure } from "../../../src/core/launch/dataMeasure.js";
import { llamaFactoryGrid } from "../../../src/core/launch/llamaFactoryGrid.js";
import { promptBudget, type PromptLimits } from "../../../src/core/launch/promptBudget.js";
import { textTokens } from "../../../src/core/launch/textTokens.js";
import { visualTokens } from "../../../src/core/launch/visualTokens.js";
import { weightBytes } from "../../../src/core/launch/weightBytes.js";
import { defaultResizeLimits } from "../../../src/core/page/resizeLimits.js";
import { smartResize } from "../../../src/core/page/smartResize.js";
import { filledSentence } from "../../../src/protocol/jobs/filledSentence.js";
import { findingStrings } from "../../../src/protocol/jobs/findingStrings.js";
import { rarlConfig } from "./launchConfig.js";

const scan = { width: 3000, height: 4200 };

const question = (changes: Partial<DataMeasure> = {}): DataMeasure => ({
  taskKind: "action_recognition",
  page: scan,
  hasPage: true,
  text: { low: 30, high: 60 },
  targets: [[100, 100, 900, 1100]],
  expectedZooms: 1,
  ...changes,
});

const paper: PromptLimits = { promptTokens: 10_280, resize: defaultResizeLimits, system: { low: 100, high: 150 } };

describe("visual tokens", () => {
  it("of a page of 3000 × 4200 are 16,050 with verl's own limit", () => {
    expect(visualTokens(scan, defaultResizeLimits)).toBe(16_050);
  });

  it("are unknown for a page that the processor refuses", () => {
    expect(visualTokens({ width: 28_000, height: 28 }, defaultResizeLimits)).toBeNull();
  });
});

describe("prompts", () => {
  it("that are too long are counted by task kind, with the limit of pixels that would keep them all", () => {
    const small = { width: 800, height: 1200 };
    const measures = [
      question(),
      question({ page: small }),
      question({ taskKind: "depth_comparison" }),
      question({ taskKind: "depth_comparison", page: null }),
    ];
    const budget = promptBudget(measures, paper);
    expect(
      budget.kinds.map(({ taskKind, questions, dropped, unknown }) => [taskKind, questions, dropped, unknown]),
    ).toEqual([
      ["action_recognition", 2, 1, 0],
      ["depth_comparison", 2, 1, 1],
    ]);
    const kept = promptBudget(measures, { ...paper, resize: { ...paper.resize, maxPixels: budget.pixelsForAll ?? 0 } });
    expect(kept.kinds.map(({ dropped, doubtful }) => [dropped, doubtful])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it("fit with the limit that is told, and hardly anything is given away", () => {
    const size = fc.record({ width: fc.integer({ min: 28, max: 9000 }), height: fc.integer({ min: 60, max: 9000 }) });
    const text = fc.integer({ min: 0, max: 3000 }).map(high => ({ low: Math.floor(high / 2), high }));
    fc.assert(
      fc.property(fc.array(fc.record({ page: size, text }), { minLength: 1, maxLength: 20 }), some => {
        const measures = some.map(changes => question(changes));
        const { pixelsForAll } = promptBudget(measures, paper);
        if (pixelsForAll === null) return;
        const kept = promptBudget(measures, { ...paper, resize: { ...paper.resize, maxPixels: pixelsForAll } });
        for (const { dropped, doubtful, questions, unknown } of kept.kinds) {
          expect(dropped + doubtful).toBe(0);
          expect(unknown).toBeLessThanOrEqual(questions);
        }
      }),
    );
  });

  it("with an unreadable page are never counted as fitting", () => {
    const [kind] = promptBudget([question({ page: null })], paper).kinds;
    expect(kind).toMatchObject({ questions: 1, dropped: 0, doubtful: 0, unknown: 1 });
    const findings = dataFindings(rarlConfig(), [question({ page: null })]);
    expect(findings.map(({ code }) => code)).toEqual(["pages-unknown"]);
  });

  it("without any page are counted by their text", () => {
    const text = { low: 20_000, high: 30_000 };
    const budget = promptBudget([question({ page: null, hasPage: false, text })], paper);
    expect(budget.kinds[0]).toMatchObject({ dropped: 1, unknown: 0 });
  });

  it("near the limit are doubtful, since only the tokenizer knows the text", () => {
    const limit = 16_050 + 16 + 100 + 45;
    const [kind] = promptBudget([question()], { ...paper, promptTokens: limit }).kinds;
    expect(kind).toMatchObject({ dropped: 0, doubtful: 1 });
  });
});

describe("estimates of text", () => {
  it("grow with the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (a, b) => {
        expect(textTokens(a + b).high).toBeGreaterThanOrEqual(textTokens(a).high);
        expect(textTokens(a).low).toBeLessThanOrEqual(textTokens(a).high);
      }),
    );
  });
});

describe("crops", () => {
  const limits = { responseTokens: 20_480, turns: 5, resize: defaultResizeLimits, cropsFrom: "page" as const };

  it("that are expected are compared with the response and its turns", () => {
    const everyPanel = Array.from({ length: 13 }, (_, at) => [0, at * 300, 1500, at * 300 + 300] as const);
    const counting = question({ taskKind: "character_counting", targets: everyPanel, expectedZooms: 13 });
    expect(cropBudget([question(), counting], limits)).toMatchObject([
      { taskKind: "action_recognition", questions: 1, tooLong: 0, tooMany: 0 },
      { taskKind: "character_counting", questions: 1, tooMany: 1, mostZooms: 13 },
    ]);
  });

  it("of half a page at full size do not fit many times", () => {
    const large = question({ targets: [[0, 0, 3000, 2100]], expectedZooms: 3 });
    const [budget] = cropBudget([large], limits);
    expect(budget).toMatchObject({ tooLong: 1, cropsThatFit: 2 });
    // From the page as the model sees it with fewer pixels the same crop is smaller.
    const seen = { ...limits, cropsFrom: "model" as const, resize: { ...defaultResizeLimits, maxPixels: 2_000_000 } };
    expect(cropBudget([large], seen)[0]).toMatchObject({ tooLong: 0 });
  });

  it("are not counted for questions that expect none", () => {
    expect(cropBudget([question({ targets: null }), question({ expectedZooms: 0 })], limits)).toEqual([]);
  });
});

describe("LLaMA-Factory's grid", () => {
  it("differs from smart_resize where scaling before rounding rounds up", () => {
    const limits = { ...defaultResizeLimits, maxPixels: 1_003_520 };
    const page = { width: 1000, height: 1430 };
    const here = llamaFactoryGrid(page, limits);
    const there = smartResize(page, limits);
    expect(there).toEqual({ kind: "resized", size: { width: 812, height: 1176 } });
    expect(here).toEqual({ width: 840, height: 1204 });
  });

  it("is a grid of 28 pixels for any page, at most one tile a side from smart_resize", () => {
    const side = fc.integer({ min: 200, max: 6000 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 200_000, max: 12_000_000 }), (width, height, maxPixels) => {
        fc.pre(Math.max(width, height) / Math.min(width, height) < 20);
        const limits = { ...defaultResizeLimits, maxPixels };
        const here = llamaFactoryGrid({ width, height }, limits);
        const there = smartResize({ width, height }, limits);
        if (here === null || there.kind !== "resized") throw new Error("every such page has a grid");
        expect([here.width % 28, here.height % 28]).toEqual([0, 0]);
        expect(Math.abs(here.width - there.size.width)).toBeLessThanOrEqual(28);
        expect(Math.abs(here.height - there.size.height)).toBeLessThanOrEqual(28);
      }),
    );
  });
});

describe("the weights of a model", () => {
  it("are told by its name, and only by a number of parameters", () => {
    expect(weightBytes("Qwen/Qwen2.5-VL-7B-Instruct")).toBe(16.58e9);
    expect(weightBytes("/models/my-32b/")).toBe(67e9);
    expect(weightBytes("/models/v2.5-bf16")).toBeNull();
    expect(weightBytes("/models/2bars")).toBeNull();
  });
});

describe("findings of the data", () => {
  it("name the kinds that were chosen and are not there, and data without any", () => {
    const resolved = rarlConfig({ data: { train: "t.jsonl", tasks: ["action_recognition", "depth_comparison"] } });
    expect(dataFindings(resolved, [question()]).map(({ code, values }) => [code, values[0]])).toContainEqual([
      ...["kind-absent", "depth_comparison"],
    ]);
    expect(dataFindings(resolved, [question({ taskKind: "other" })]).map(({ code }) => code)).toEqual(["no-questions"]);
  });

  it("count the kinds that region-aware RL passes over, unless a person chose the kinds", () => {
    const none = { targets: null, expectedZooms: 0 };
    const measures = [
      question(),
      question({ taskKind: "dialog_reordering", ...none }),
      question({ taskKind: "panel_reordering", ...none }),
      question({ taskKind: "panel_reordering", ...none }),
    ];
    const passedOver = (data: object) =>
      dataFindings(rarlConfig({ data: { train: "t.jsonl", ...data } }), measures)
        .filter(({ code }) => code === "kind-passed-over")
        .map(({ level, values }) => [level, ...values]);
    expect(passedOver({})).toEqual([
      ["note", 1, 4, "dialog_reordering", "RARL"],
      ["note", 2, 4, "panel_reordering", "RARL"],
    ]);
    expect(passedOver({ tasks: ["action_recognition"] })).toEqual([]);
  });

  it("count the questions without a target, of which no zoom is rewarded", () => {
    const measures = [
      question(),
      question({ targets: null, expectedZooms: null }),
      question({ targets: [] }),
      question({ targets: null, expectedZooms: 0 }),
    ];
    const found = dataFindings(rarlConfig(), measures).filter(({ code }) => code === "no-targets");
    expect(found.map(({ level, values }) => [level, ...values])).toEqual([["warning", 2, 4, "action_recognition"]]);
  });

  it("fill their sentences", () => {
    const wide = rarlConfig({ pixels: { max: 12_845_056 } });
    const measures = [
      question(),
      question({ page: null }),
      question({ targets: [[0, 0, 3000, 4200]], expectedZooms: 9 }),
      question({ taskKind: "panel_reordering", targets: null, expectedZooms: null }),
      question({ taskKind: "depth_comparison", targets: null, expectedZooms: null }),
    ];
    const findings = dataFindings(wide, measures);
    expect(findings.map(({ code }) => code)).toEqual([
      "kind-passed-over",
      "prompts-dropped",
      "pages-unknown",
      "prompts-dropped",
      "no-targets",
      "crops-too-long",
      "zooms-over-turns",
    ]);
    for (const { code, values } of findings) expect(filledSentence(findingStrings[code], values)).not.toMatch(/\{\d\}/);
  });
});
