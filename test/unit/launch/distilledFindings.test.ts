import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import { promptOf } from "../../../src/core/benchmark/prompts/promptOf.js";
import type { DistilStudent } from "../../../src/core/distil/distilManifest.js";
import { distilOptionsSchema } from "../../../src/core/distil/distilOptions.js";
import { runJsonSchema } from "../../../src/core/launch/runJson.js";
import { zoomToolText } from "../../../src/core/launch/zoomToolText.js";
import { JobMemory } from "../../../src/node/jobs/jobMemory.js";
import { prepareLaunch } from "../../../src/node/launch/prepareLaunch.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const trainerFolder = join(import.meta.dirname, "../../../src/trainer");
const runId = "sftr-20261101-0900-abc123";
const maxPixels = 8192 * 28 * 28;

/** A student that is asked as a run with the zoom tool asks, of one task kind. */
function student(changes: Partial<DistilStudent> = {}): DistilStudent {
  const prompt = promptOf(builtInPrompts, "action_recognition", "zoom", "reason");
  if (prompt === null) throw new Error("there is a prompt for it");
  const { id, version, user, system } = prompt;
  return {
    ...{ method: "SFT-R", input: "zoom", use: "reason", systems: [system.replace("{tools}", zoomToolText)] },
    prompts: { action_recognition: { id, version, sha256: "0", user } },
    ...{ tool: zoomToolText, boxes: "px_resized", most_turns: 3, cutoff_tokens: 4096 },
    resize: { factor: 28, maxPixels, minPixels: 4 * 28 * 28 },
    ...changes,
  };
}

let folder = "";
beforeEach(() => {
  folder = makeFolder();
});

/** An export as `loupe distill` leaves it, as far as it is read here. */
function exported(changes: Partial<DistilStudent> = {}): void {
  const rows = join(folder, "sft-r");
  mkdirSync(rows, { recursive: true });
  const messages = [
    { role: "user", content: "What is done?" },
    { role: "assistant", content: "<think>It runs.</think>\n<answer>A</answer>" },
  ];
  writeFileSync(join(rows, "distilled_sft_r.json"), JSON.stringify([{ id: "tr-1", messages, images: [] }]));
  const files = [{ path: "distilled_sft_r.json", sha256: "0", bytes: 1, rows: 1 }];
  const manifest = { v: 1, kind: "distil", options: distilOptionsSchema.parse({}), student: student(changes), files };
  writeFileSync(join(rows, "manifest.json"), JSON.stringify(manifest));
}

function written(name: string, changes: object): string {
  const path = join(folder, `${name}.loupe-run.json`);
  const config = {
    ...{ name, host: "gpu-1", model: { path: "Qwen/Qwen2.5-VL-7B-Instruct" } },
    ...{ pixels: { max: maxPixels }, data: { train: "sft-r/distilled_sft_r.json", images: "sft-r" } },
    ...changes,
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

const supervised = (changes: object = {}): string =>
  written("sft-r", { method: "SFT-R", engine: "llama-factory", hyper: { cutoffTokens: 16_384 }, ...changes });

function reinforced(changes: object = {}): string {
  writeFileSync(join(folder, "train.jsonl"), "");
  return written("rarl", {
    ...{ method: "RARL", engine: "verl-current", data: { train: "train.jsonl", tasks: ["action_recognition"] } },
    model: { path: `~/loupe-runs/${runId}/out/checkpoint-300` },
    ...changes,
  });
}

/** What this machine remembers of the supervised run. */
function remembered(configFile: string | null): string {
  const storage = join(folder, "storage");
  const run = runJsonSchema.parse({ version: 1, runId, name: "sft-r", method: "SFT-R", engine: "llama-factory" });
  const record = { version: 1 as const, host: "gpu-1", configFile, runFolder: `/srv/loupe-runs/${runId}` };
  new JobMemory(storage).add({ ...record, isAdopted: false, run });
  return storage;
}

async function found(file: string, more: { readonly storage?: string; readonly isTrusted?: boolean } = {}) {
  const options = { text: null, isTrusted: true, isCounted: true, resumeFrom: null, trainerFolder, strategies: [] };
  const read = await prepareLaunch(file, { ...options, ...more });
  if (read.kind !== "draft") throw new Error(JSON.stringify(read.issues));
  const ours = ["alike", "model-of-distilled", "system-differs", "user-differs", "pixels-differ", "turns-over"];
  return read.draft.findings
    .filter(({ code }) => [...ours, "cutoff-under", "method-differs", "panels-here"].includes(code))
    .map(({ level, code, key }) => `${level} ${code} ${key ?? ""}`);
}

describe("a launch of a supervised run on distilled rows", () => {
  it("says that rows and run show the same", async () => {
    exported();
    expect(await found(supervised())).toEqual(["good alike data.train"]);
  });

  it("says where they do not: another grid, a lower cutoff, another method", async () => {
    exported();
    const file = supervised({ method: "SFT-S", pixels: { max: 1_000_000 }, hyper: { cutoffTokens: 2048 } });
    expect((await found(file)).toSorted()).toEqual([
      "error pixels-differ data.train",
      "warning cutoff-under data.train",
      "warning method-differs data.train",
    ]);
  });

  it("says nothing of other data beside an export, or where nothing may be looked at", async () => {
    exported();
    writeFileSync(
      join(folder, "sft-r/other.json"),
      JSON.stringify([{ messages: [{ role: "user", content: "?" }], images: [] }]),
    );
    const data = { train: "sft-r/other.json", images: "sft-r" };
    expect(await found(supervised({ data }))).toEqual([]);
    expect(await found(supervised({ pixels: { max: 1_000_000 } }), { isTrusted: false })).toEqual([]);
  });
});

describe("a launch of reinforcement learning on the model of such a run", () => {
  it("holds the rows against the run, by the run's id in the model's path", async () => {
    exported();
    const storage = remembered(supervised());
    expect(await found(reinforced(), { storage })).toEqual([
      "note model-of-distilled model.path",
      "good alike model.path",
    ]);
  });

  it("finds other words, another grid and more turns than the run has", async () => {
    exported({ most_turns: 9 });
    const storage = remembered(supervised());
    const file = reinforced({ pixels: { max: 1_000_000 }, prompt: { system: "Look. {tools}" } });
    expect((await found(file, { storage })).toSorted()).toEqual([
      "error pixels-differ model.path",
      "error system-differs model.path",
      "note model-of-distilled model.path",
      "warning turns-over model.path",
    ]);
  });

  it("says nothing of a model of another host, of a run that was found there, or whose rows are gone", async () => {
    exported();
    const storage = remembered(supervised());
    expect(await found(reinforced({ host: "gpu-2" }), { storage })).toEqual([]);
    expect(await found(reinforced({ model: { path: "Qwen/Qwen2.5-VL-7B-Instruct" } }), { storage })).toEqual([]);
    expect(await found(reinforced())).toEqual([]);
    folder = makeFolder();
    expect(await found(reinforced(), { storage: remembered(null) })).toEqual([]);
    folder = makeFolder();
    expect(await found(reinforced(), { storage: remembered(join(folder, "gone.loupe-run.json")) })).toEqual([]);
  });
});
