import { describe, expect, it } from "vitest";
import { planStrings } from "../../../src/protocol/jobs/planStrings.js";
import { strategyHash } from "../../../src/core/reward/strategyHash.js";
import { runJsonOf } from "../../../src/core/launch/runJson.js";
import { planCodes } from "../../../src/core/launch/planCodes.js";
import {
  datasetOptionsSchema,
  phaseOptionsSchema,
  toolOptionsSchema,
} from "../../../src/core/launch/trainerOptions.js";
import { codesOf, planOf, textOf, trainerNames } from "./planned.js";

const errors = (keys: Readonly<Record<string, unknown>>) => codesOf(planOf(keys), "error");
const read = (keys: Readonly<Record<string, unknown>>, path: string): unknown => JSON.parse(textOf(planOf(keys), path));
const overridesIn = (keys: Readonly<Record<string, unknown>>) => textOf(planOf(keys), "command.sh");

describe("a planned run of verl", () => {
  it.each(["verl-current", "verl-deepeyes"])("has nothing against the paper's own values: %s", engine => {
    const plan = planOf({ engine });
    expect(codesOf(plan, "error")).toEqual([]);
    expect(codesOf(plan, "warning")).toEqual([]);
    expect(plan.settings.filter(one => one.paper !== null && !one.isPaper)).toEqual([]);
  });

  it("marks what differs from the paper, and says by how much", () => {
    const { findings, settings } = planOf({ hyper: { klCoefficient: 0.02 } });
    expect(findings).toContainEqual({
      ...{ level: "note", code: "differs-from-paper", key: "hyper.klCoefficient" },
      values: ["hyper.klCoefficient", "0.02", "0.04"],
    });
    const values = settings.map(({ key, value, paper }) => [key, value, paper]);
    expect(values).toContainEqual(["hyper.responseTokens", "4096", "4096"]);
    expect(values).toContainEqual(["hyper.turns", "5", "5"]);
    expect(values).toContainEqual(["hyper.learningRate", "1e-6", "1e-6"]);
  });

  it("validates greedily, before training and every few steps, training and validation apart", () => {
    const command = overridesIn({});
    for (const word of ["val_kwargs.do_sample=False", "val_kwargs.temperature=0", "val_kwargs.n=1", "test_freq=20"])
      expect(command).toContain(word);
    expect(command).toContain('"trainer.rollout_data_dir=$(loupe_hydra "$folder/rollouts")"');
    expect(command).toContain('"trainer.validation_data_dir=$(loupe_hydra "$folder/val")"');
    expect(overridesIn({ data: { train: "t.parquet" } })).toContain("trainer.test_freq=-1");
  });

  it("uses one limit of pixels for dataset, tool and reward", () => {
    const keys = { pixels: { max: 1_003_520 } };
    const limits = [
      "options/tool.json",
      "options/main/dataset.json",
      "options/main/warm.json",
      "options/main/main.json",
    ].map(path => read(keys, path));
    for (const one of limits) expect(one).toMatchObject({ maxPixels: 1_003_520, minPixels: 3136, factor: 28 });
    expect(overridesIn(keys)).toContain("+data.mm_processor_kwargs.max_pixels=1003520");
    expect(textOf(planOf(keys), "tools.yaml")).toContain('"maxPixels":1003520');
  });

  it("hands each phase its rule and the name of it, as the trainer's side reads them", () => {
    const { stages } = planOf();
    expect(stages).toEqual([{ name: "main", folder: "out", steps: 200, warmSteps: 16 }]);
    const warm = phaseOptionsSchema.parse(read({}, "options/main/warm.json"));
    const main = phaseOptionsSchema.parse(read({}, "options/main/main.json"));
    expect(warm.rule.terms).toEqual([{ part: "toolCount", weight: 1, when: [] }]);
    expect(warm.strategyHash).toBe(strategyHash(warm.rule));
    expect(main.strategyHash).not.toBe(warm.strategyHash);
    toolOptionsSchema.parse(read({}, "options/tool.json"));
    datasetOptionsSchema.parse(read({}, "options/main/dataset.json"));
  });

  it("selects task kinds for training, of each stage its own", () => {
    const stages = [{ name: "action", tasks: ["action_recognition"] }, { name: "rest" }];
    const keys = { data: { train: "t.parquet", validation: "v.parquet", tasks: ["depth_comparison"] }, stages };
    expect(read(keys, "options/action/dataset.json")).toMatchObject({ taskKinds: ["action_recognition"] });
    expect(read(keys, "options/rest/dataset.json")).toMatchObject({ taskKinds: ["depth_comparison"] });
  });

  it("compares the KL term with what a stage starts from, says so, and refuses what verl cannot", () => {
    const stages = [{ name: "one" }, { name: "two", klReference: "base" }];
    const plan = planOf({ stages });
    expect(codesOf(plan, "error")).toEqual(["kl-base-unsupported"]);
    expect(plan.findings.find(one => one.code === "kl-reference")?.values).toEqual([
      "one",
      "Qwen/Qwen2.5-VL-7B-Instruct",
    ]);
    expect(errors({ stages: [{ name: "one", klReference: "base" }] })).toEqual([]);
    expect(errors({ stages: [{ name: "one" }, { name: "one" }] })).toEqual(["one-stage-name"]);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ["batch-not-divisible", { hyper: { rolloutBatch: 5, miniBatch: 4, responses: 5 } }],
    ["mini-batch-too-large", { hyper: { miniBatch: 32 } }],
    ["mini-batch-not-divisible", { hyper: { miniBatch: 3, responses: 2, rolloutBatch: 16 } }],
    ["tensor-parallel-not-divisible", { hyper: { tensorParallel: 3 } }],
    ["context-too-short", { model: { path: "m", contextTokens: 32_000 }, hyper: { promptTokens: 20_000 } }],
    ["needs-targets", { data: { train: "t", validation: "v", tasks: ["panel_reordering"] } }],
    ["engine-method", { method: "SFT-S" }],
    ["unknown-strategy", { strategy: "two-fase" }],
    ["strategy-option", { strategy: "two-phase@match=best" }],
    ["tool-strategy-without-tool", { method: "RL", strategy: "rarl" }],
    ["nodes-need-launcher", { nodes: 2 }],
    ["lora-unsupported", { model: { path: "m", finetuning: "lora" } }],
    ["schedule-unsupported", { hyper: { schedule: "linear" } }],
    ["prompt-lacks-tool", { prompt: { system: "Answer." } }],
    ["prompt-names-tool", { method: "RL", prompt: { system: "Call image_zoom_in_tool." } }],
    ["text-reference", { model: { path: "/models/${HOME}" } }],
    ["extra-owned", { extra: { "trainer.validation_data_dir": "/elsewhere" } }],
  ])("is refused for %s", (code, keys) => {
    expect(errors(keys)).toContain(code);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ["no-tool-reward", { strategy: "vanilla" }],
    ["no-validation", { data: { train: "t.parquet" } }],
    ["checkpoint-without-validation", { checkpoints: { every: 15 } }],
    ["save-unreached", { hyper: { steps: 10 } }],
    ["validation-unreached", { hyper: { steps: 10 } }],
    ["schedule-by-phase", { hyper: { schedule: "cosine" } }],
    ["unused-key", { hyper: { epochs: 2 } }],
    ["extra-replaces", { extra: { "actor_rollout_ref.rollout.name": "sglang" } }],
  ])("is warned of for %s", (code, keys) => {
    const plan = planOf(keys);
    expect(codesOf(plan, "warning")).toContain(code);
    expect(codesOf(plan, "error")).toEqual([]);
  });

  it("names the strategy that was probably meant", () => {
    const found = planOf({ strategy: "two-fase" }).findings.find(one => one.code === "unknown-strategy");
    expect(found?.values).toEqual(["two-fase", "two-phase"]);
  });

  it("takes a strategy of the settings, with more phases than two, in place of a built-in one", () => {
    const terms = [{ part: "toolCount" as const, weight: 1, when: [] }];
    const segment = (from: number | null, to: number | null) => ({ from, to, terms, options: {} });
    const own = {
      id: "two-phase",
      options: {},
      seed: 0,
      segments: [segment(null, 9), segment(9, 30), segment(30, null)],
    };
    const plan = planOf({}, { strategies: [own] });
    const phases = [...textOf(plan, "command.sh").matchAll(/^ {2}loupe_phase (\S+) (\d+)$/gm)].map(match =>
      match.slice(1),
    );
    expect(phases).toEqual([
      ["phase-1", "8"],
      ["phase-2", "29"],
      ["phase-3", "200"],
    ]);
  });

  it("adds keys of its own to verl's, in place of ours where they name one", () => {
    const command = overridesIn({
      extra: { "actor_rollout_ref.rollout.name": "sglang", "+trainer.note": "it's; $(x)", "trainer.list": "[1,2]" },
    });
    expect(command).toContain("actor_rollout_ref.rollout.name=sglang");
    expect(command).not.toContain("actor_rollout_ref.rollout.name=vllm");
    expect(command).toContain(String.raw`'+trainer.note='\''it\'\''s; $(x)'\'''`);
    expect(command).toContain("'trainer.list=[1,2]'");
  });

  it("tells vanilla RL of no tool: not in the prompt, not in the configuration, not in the loop, not in the files", () => {
    for (const engine of ["verl-current", "verl-deepeyes"]) {
      const plan = planOf({ method: "RL", engine });
      const ours = plan.files.filter(file => !file.path.startsWith("trainer/"));
      for (const { path, text } of ours)
        expect([path, /zoom_tool|multi_turn|tool_config|<tools>/.test(text)]).toEqual([path, false]);
      expect(plan.files.map(one => one.path).filter(path => path.startsWith("trainer/"))).toEqual(
        trainerNames.filter(name => name !== "zoom_tool.py").map(name => `trainer/${name}`),
      );
      expect(plan.prompts?.first).not.toContain("tool");
      expect(plan.prompts?.second).toBeNull();
    }
  });

  it("shows the first prompt and a second turn, with the question that is at hand", () => {
    const { prompts } = planOf({}, { firstQuestion: "<image>Which is closer, A or B?" });
    expect(prompts?.first).toContain("<|image_pad|><|vision_end|>Which is closer, A or B?<|im_end|>");
    expect(prompts?.second).toContain("<tool_response>\n<|vision_start|><|image_pad|>");
    const own = planOf({ prompt: { system: "Look.\n{tools}" } });
    expect(own.prompts?.first).toContain("image_zoom_in_tool");
    expect(codesOf(own, "error")).toEqual([]);
  });

  it("says from which run and step it goes on", () => {
    const plan = planOf({}, { resumeFrom: "/runs/old", resumeStep: 40 });
    expect(plan.findings.find(one => one.code === "resumes")?.values).toEqual(["/runs/old", 40]);
    const staged = planOf({ stages: [{ name: "a" }, { name: "b" }] }, { resumeFrom: "/runs/old", resumeStep: 40 });
    expect(codesOf(staged)).toContain("resumes-from-last");
    expect(textOf(plan, "resume-from")).toBe("/runs/old\n");
  });

  it("has a sentence with a way out for every finding, with as many places as values", () => {
    expect(Object.keys(planStrings).sort()).toEqual([...planCodes].sort());
    const plans = [planOf(), planOf({ engine: "verl-deepeyes", stages: [{ name: "a" }, { name: "b" }] })];
    for (const { findings } of plans)
      for (const { code, values } of findings) {
        const sentence = (planStrings as Readonly<Record<string, string>>)[code] ?? "";
        const places = new Set(sentence.match(/\{\d\}/g));
        expect([code, places.size]).toEqual([code, values.length]);
      }
  });

  it("records its arm and its strategy, also those that the file leaves out", () => {
    const known = { code: null, data: [], createdAt: 1 };
    expect(runJsonOf(planOf(), known)).toMatchObject({ arm: "RARL", strategy: "two-phase" });
    expect(runJsonOf(planOf({ method: "RL", arm: "RL (reorder)" }), known)).toMatchObject({
      ...{ arm: "RL (reorder)", strategy: "vanilla" },
    });
  });

  it("orders errors first", () => {
    const levels = planOf({ hyper: { miniBatch: 32 }, checkpoints: { every: 15 } }).findings.map(one => one.level);
    expect(levels).toEqual(
      levels.toSorted(
        (a, b) => ["error", "warning", "good", "note"].indexOf(a) - ["error", "warning", "good", "note"].indexOf(b),
      ),
    );
  });
});
