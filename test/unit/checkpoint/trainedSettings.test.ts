import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import { responseLimits } from "../../../src/core/evaluation/checkpoint/responseLimits.js";
import { serveSettingsOf, type ServeWay } from "../../../src/core/evaluation/checkpoint/serveSettings.js";
import { trainedPrompts } from "../../../src/core/evaluation/checkpoint/trainedPrompts.js";
import { trainedSettings } from "../../../src/core/evaluation/checkpoint/trainedSettings.js";
import { trainingDifferences } from "../../../src/core/evaluation/checkpoint/trainingDifferences.js";
import { readRunConfig } from "../../../src/core/launch/readRunConfig.js";
import type { TrainerConfig } from "../../../src/core/launch/runConfig.js";
import { systemPrompt } from "../../../src/core/launch/systemPrompt.js";
import { userPrompts } from "../../../src/core/launch/userPrompts.js";

const examples = join(import.meta.dirname, "..", "..", "..", "examples");

/** A configuration of the examples, changed. */
function example(name: string, more: Readonly<Record<string, unknown>> = {}): TrainerConfig {
  const file: unknown = JSON.parse(readFileSync(join(examples, `${name}.loupe-run.json`), "utf8"));
  const read = readRunConfig(JSON.stringify({ ...(file as object), ...more }));
  if (read.kind !== "config" || read.config.engine === "miniature") throw new Error(JSON.stringify(read));
  return read.config;
}

const wordsOf = (config: TrainerConfig) => ({
  systemPrompt: systemPrompt(config),
  prompts: Object.fromEntries(userPrompts),
});
const way: ServeWay = {
  ...{ activation: { kind: "none" }, devices: null, tensorParallel: 1, leaseSeconds: 60, listens: "loopback" },
  merging: { known: [], keptAt: null, madeAt: null },
};
const weights = { form: "weights", path: "/w", stage: "", step: 20 } as const;

describe("how a checkpoint is asked", () => {
  it.each([
    ["rarl-current", { input: "zoom", use: "reason", tools: { style: "text", tool: "verl", maxTurns: 5 } }],
    ["rarl-action-depth", { input: "zoom", use: "reason", tools: { style: "text", tool: "deepeyes", maxTurns: 5 } }],
    ["rl-closed", { input: "page", use: "reason", tools: null }],
    ["sft-s-closed", { input: "page", use: "answer", tools: null }],
    ["sft-r-closed", { input: "page", use: "reason", tools: null }],
  ])("is how %s was trained", (name, expected) => {
    const settings = trainedSettings({ config: example(name), options: null }, "served");
    expect(settings).toMatchObject({ ...expected, model: "served", boxes: "px_resized", family: "qwen2.5-vl" });
    expect(settings.image).toMatchObject({ maxPixels: 8192 * 784, minPixels: 3136, multiple: 28 });
    expect(settings.sampling).toMatchObject({ temperature: 0, maxTokens: 4096, attempts: 1 });
  });

  it("takes the run's own limits, and those that its run folder says before those of its configuration", () => {
    const config = example("rarl-current", {
      pixels: { max: 1_000_000, min: 5000 },
      hyper: { turns: 3, responseTokens: 512 },
    });
    const settings = trainedSettings({ config, options: null }, "served");
    expect(settings.image).toMatchObject({ maxPixels: 1_000_000, minPixels: 5000 });
    expect([settings.tools?.maxTurns, settings.sampling.maxTokens]).toEqual([3, 512]);
    const options = { maxPixels: 700_000, minPixels: 4000, factor: 32 };
    expect(trainedSettings({ config, options }, "served").image).toMatchObject({
      ...{ maxPixels: 700_000, minPixels: 4000, multiple: 32 },
    });
  });

  it("is told of nothing when nothing was changed, and of each setting that was", () => {
    const trained = trainedSettings({ config: example("rarl-current"), options: null }, "served");
    expect(trainingDifferences(trained, { ...trained, limit: 3, model: "other" })).toEqual([]);
    const asked = { ...trained, input: "page" as const, tools: null, image: { ...trained.image, maxPixels: null } };
    expect(trainingDifferences(trained, asked).map(({ values }) => values)).toEqual([
      ["input", "zoom", "page"],
      ["image.max_pixels", String(8192 * 784), "null"],
      ["tools.style", "text", "null"],
      ["tools.tool", "verl", "null"],
      ["tools.max_turns", "5", "null"],
    ]);
  });
});

describe("the limit of a response", () => {
  const found = (name: string, more: Readonly<Record<string, unknown>> = {}, turns = 4) => {
    const config = example(name, { hyper: { responseTokens: 100, turns }, ...more });
    return responseLimits(config, trainedSettings({ config, options: null }, "served"));
  };

  it("is that of all turns in verl, and of each turn with us", () =>
    expect(found("rarl-current")).toEqual([{ code: "limit-of-response", values: ["400", "100", "4"] }]));

  it("is of each turn in the fork as well, beside that of all", () =>
    expect(found("rarl-action-depth")).toEqual([{ code: "limit-of-turns", values: ["400", "100", "4"] }]));

  it("is the same where there is one turn", () => {
    expect(found("rl-closed", { hyper: { responseTokens: 100 } })).toEqual([]);
    expect(found("rarl-current", {}, 1)).toEqual([]);
    expect(found("sft-r-closed", { hyper: {} })).toEqual([]);
  });
});

describe("the prompts of a checkpoint", () => {
  it.each(["rarl-current", "rl-closed"])("are the product's where %s was trained on these", name => {
    const config = example(name);
    const { input, use } = trainedSettings({ config, options: null }, "served");
    const made = trainedPrompts(builtInPrompts, { input, use }, wordsOf(config));
    expect(made).toEqual({ prompts: builtInPrompts, changed: [] });
  });

  it("are the run's own, for its input and use alone", () => {
    const config = example("rarl-current", { prompt: { system: "Look closely.\n{tools}\nThen answer." } });
    const made = trainedPrompts(builtInPrompts, { input: "zoom", use: "reason" }, wordsOf(config));
    const changed = made.prompts.filter((prompt, at) => prompt !== builtInPrompts[at]);
    expect(changed.map(({ id }) => id)).toEqual(made.changed);
    expect(changed.length).toBeGreaterThan(0);
    for (const { input, use, system, origin } of changed) {
      expect([input, use, origin]).toEqual(["zoom", "reason", "the training run"]);
      expect(system).toBe(systemPrompt(config));
    }
  });
});

describe("the server of a checkpoint", () => {
  it("holds as many tokens and images as a whole conversation of its training has, and a turn that asks for its limit", () => {
    const config = example("rarl-current", { hyper: { promptTokens: 1000, responseTokens: 100, turns: 30 } });
    const settings = trainedSettings({ config, options: null }, "served");
    expect(serveSettingsOf(weights, config, settings, way)).toMatchObject({
      ...{ mostTokens: 1000 + 30 * 100 + 100, images: 31, pixels: { min: 3136, max: 8192 * 784 } },
    });
  });

  it("holds the cutoff of supervised rows and an answer, and no more than the model does", () => {
    const served = (contextTokens: number) => {
      const config = example("sft-s-closed", { model: { path: "Qwen/Qwen2.5-VL-7B-Instruct", contextTokens } });
      return serveSettingsOf(weights, config, trainedSettings({ config, options: null }, "served"), way).mostTokens;
    };
    expect([served(128_000), served(10_000)]).toEqual([16_384 + 4096, 10_000]);
  });
});
