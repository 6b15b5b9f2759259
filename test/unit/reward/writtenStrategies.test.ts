import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { loupeConfigSchema, readLoupeConfig } from "../../../src/core/dataset/loupeConfig.js";
import { Rewards } from "../../../src/node/reward/rewards.js";
import { RunStrategies, settingsStrategies } from "../../../src/node/reward/writtenStrategies.js";
import { readsAlike } from "../../../src/node/runs/readsAlike.js";
import type { RunsSettings } from "../../../src/protocol/runsApi.js";
import { writeDump } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const mine = (weight: unknown = 1) => ({ id: "mine", segments: [{ terms: [{ part: "accuracy", weight }] }] });

describe("strategies in the settings", () => {
  it("have the schema of those in loupe.json", () => {
    const items = z.looseObject({ type: z.literal("array"), items: z.unknown() });
    const setting = z
      .object({ contributes: z.object({ configuration: z.object({ properties: z.record(z.string(), z.unknown()) }) }) })
      .parse(JSON.parse(readFileSync("package.json", "utf8"))).contributes.configuration.properties["loupe.strategies"];
    const schema = z.toJSONSchema(loupeConfigSchema, { target: "draft-7", io: "input" });
    expect(withoutWords(items.parse(setting).items)).toEqual(items.parse(schema.properties?.["strategies"]).items);
  });

  it("are read one by one, and said to be those of the settings", () => {
    expect(settingsStrategies([mine(), { id: "bad" }])).toMatchObject({
      strategies: [{ id: "mine" }],
      problems: [{ code: "strategy-invalid", values: ["loupe.strategies.1.segments"] }],
    });
    expect(settingsStrategies([])).toEqual({ strategies: [], problems: [] });
  });
});

function withoutWords(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutWords);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).filter(([key, value]) => key !== "description" || typeof value !== "string");
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutWords(value)]));
}

describe("strategies in loupe.json", () => {
  it("are read beside the other keys, and a bad one costs neither", () => {
    const { config, problems } = readLoupeConfig(
      JSON.stringify({ space: "page", strategies: [mine("step"), { ...mine(), id: "yours" }] }),
    );
    expect(config).toMatchObject({ space: "page", strategies: [{ id: "yours" }] });
    expect(problems).toEqual([
      { code: "strategy", problem: { code: "smooth-schedule", key: "strategies.0.segments.0.terms.0.weight" } },
    ]);
  });

  it("are those of the file as it is now", () => {
    const file = join(makeFolder(), "loupe.json");
    const strategies = new RunStrategies();
    expect(strategies.of(null)).toEqual({ strategies: [], problems: [] });
    expect(strategies.of(file)).toEqual({ strategies: [], problems: [] });
    writeFileSync(file, JSON.stringify({ strategies: [mine()] }));
    expect(strategies.of(file).strategies.map(({ id }) => id)).toEqual(["mine"]);
    expect(strategies.of(file).strategies).toBe(strategies.of(file).strategies);
    writeFileSync(file, JSON.stringify({ strategies: [mine(), { ...mine(), id: "other-one" }] }));
    expect(strategies.of(file).strategies.map(({ id }) => id)).toEqual(["mine", "other-one"]);
    writeFileSync(file, "{");
    expect(strategies.of(file).strategies).toEqual([]);
  });
});

describe("the strategies of a run", () => {
  it("are the built-in ones, those of the settings and those of its loupe.json, and score its rollouts", async () => {
    const folder = makeFolder();
    writeDump(folder, "1.jsonl", [{ response: "<think>a</think><answer>A</answer>", more: { acc: 1 } }]);
    writeFileSync(
      join(folder, "loupe.json"),
      JSON.stringify({ strategies: [{ ...mine(3), id: "of-run" }, mine("step")] }),
    );
    const { runs } = await openRuns({ roots: [folder], strategies: [{ ...mine(2), id: "of-settings" }, 5] });
    const rewards = new Rewards(runs, () => undefined);
    const { run = folder } = rewards.facts.sources()[0] ?? {};
    const { strategies, problems } = await rewards.whatIf.strategies({ run });
    const own = strategies.filter(({ from }) => from !== "built-in").map(({ spec, from }) => [spec, from]);
    expect(own).toEqual([
      ["of-settings", "settings"],
      ["of-run", "loupe.json"],
    ]);
    expect(problems).toEqual([
      { code: "strategy-invalid", values: ["loupe.strategies.1"] },
      { code: "strategy-smooth-schedule", values: ["strategies.1.segments.0.terms.0.weight"] },
    ]);
    const column = { run, phase: "training" as const, folder: null, from: null, to: null };
    const { cells } = await rewards.whatIf.strategyTable({
      columns: [column],
      strategies: ["of-settings", "of-run"],
      against: "logged",
      estimator: "grpo",
    });
    expect(cells.map(([cell]) => cell?.means.total)).toEqual([2, 3]);
    await rewards.dispose();
  });
});

describe("new settings", () => {
  const settings: RunsSettings = {
    roots: ["/run"],
    storage: null,
    discovery: { maxDepth: 8, maxEntries: 1000, ignore: [] },
    pollSeconds: 5,
    savedIndexMegabytes: 1,
    extractedImagesMegabytes: 1,
    imageRoots: [],
    datasets: [],
    space: "guess",
    spaceByRun: {},
    pathPrefixes: {},
    applyOrientation: false,
    isTrusted: true,
  };

  it("open no row anew where only a strategy changed, and every row where anything else did", () => {
    expect(readsAlike(settings, { ...settings, strategies: [mine()] })).toBe(true);
    expect(readsAlike({ ...settings, strategies: [mine()] }, { ...settings, strategies: [mine(2)] })).toBe(true);
    expect(readsAlike(settings, { ...settings, strategies: [mine()], datasets: ["a.jsonl"] })).toBe(false);
    expect(readsAlike(settings, { ...settings, isTrusted: false })).toBe(false);
    // The same settings again ask for everything to be looked at again.
    expect(readsAlike(settings, { ...settings })).toBe(false);
  });
});
