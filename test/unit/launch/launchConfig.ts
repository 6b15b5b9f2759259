import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { resolveConfig } from "../../../src/core/launch/resolveConfig.js";
import type { ResolvedConfig } from "../../../src/core/launch/resolvedConfig.js";
import { trainerConfigSchema } from "../../../src/core/launch/runConfig.js";
import type { PlanContext } from "../../../src/core/launch/runPlan.js";

const folder = join(import.meta.dirname, "../../../src/trainer");

export const trainer = Object.fromEntries(
  readdirSync(folder)
    .filter(name => /\.(?:py|sh)$/.test(name))
    .map(name => [name, readFileSync(join(folder, name), "utf8")]),
);

/** A supervised run as its file would be written, with what a test changes. */
export function sftConfig(changes: Readonly<Record<string, unknown>> = {}): ResolvedConfig {
  const config = {
    name: "sft-s-7b",
    method: "SFT-S",
    engine: "llama-factory",
    host: "gpu-1",
    model: { path: "Qwen/Qwen2.5-VL-7B-Instruct" },
    data: { train: "train.jsonl", images: "pages" },
    ...changes,
  };
  return resolveConfig(trainerConfigSchema.parse(config));
}

export function rarlConfig(changes: Readonly<Record<string, unknown>> = {}): ResolvedConfig {
  return sftConfig({ name: "rarl-7b", method: "RARL", engine: "verl-current", ...changes });
}

export const context: PlanContext = {
  runId: "sft-s-7b-20261122-1200-0a1b2c",
  strategies: [],
  trainer,
  resumeFrom: null,
  data: { train: "data/train.jsonl", validation: null, images: "data/pages", shape: null },
};
