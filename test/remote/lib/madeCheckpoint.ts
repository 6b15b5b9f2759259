import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtInPrompts } from "../../../src/core/benchmark/prompts/builtInPrompts.js";
import type { EvaluationOptions } from "../../../src/node/evaluation/evaluationOptions.js";
import { askAsTrained, asTrained } from "../../../src/node/evaluation/checkpoint/askAsTrained.js";
import { lookAtCheckpoint, type LookedCheckpoint } from "../../../src/node/evaluation/checkpoint/lookAtCheckpoint.js";
import type { HostConnection } from "../../../src/node/remote/hostConnection.js";
import { reached } from "./madeRun.js";

/** Writes the folder of a run whose only checkpoint is of step 20, in verl's shards; `config` is laid over its own. */
export function writeCheckpointRun(run: string, config: Readonly<Record<string, unknown>>): void {
  const actor = join(run, "out", "ckpt", "global_step_20", "actor");
  mkdirSync(actor, { recursive: true });
  writeFileSync(join(actor, "model_world_size_1_rank_0.pt"), "");
  const whole = {
    ...{ name: "rl", method: "RL", engine: "verl-current", host: "loupe-bash", data: { train: "t.jsonl" } },
    ...{ model: { path: "Qwen/Qwen2.5-VL-7B-Instruct" }, hyper: { responseTokens: 512, tensorParallel: 1 }, ...config },
  };
  const stages = [{ name: "rl", folder: "out", steps: 20, warmSteps: 0 }];
  const json = { version: 1, runId: "rl-0000001", name: "rl", method: "RL", engine: "verl-current", stages };
  writeFileSync(join(run, "run.json"), JSON.stringify({ ...json, config: whole }));
}

/** The last checkpoint of a folder. */
export async function lookedAt(connection: HostConnection, run: string): Promise<LookedCheckpoint> {
  const looked = reached(await lookAtCheckpoint(connection, run, { stage: null, step: null }));
  if (looked === null) throw new Error("no checkpoint");
  return looked;
}

/** All questions of a made benchmark, put to it as it was trained. */
export function wishesFor(looked: LookedCheckpoint, dataset: string, out: string): Omit<EvaluationOptions, "signal"> {
  const settings = asTrained(looked, looked.name, "page", null);
  const wishes: Omit<EvaluationOptions, "signal"> = {
    ...{ dataset, out, name: "made", settings: { ...settings, splits: ["train", "val", "test"] } },
    ...{ prompts: builtInPrompts, isFresh: false, retriesFailed: false, probes: true, isDryRun: false },
    ...{ strategy: null, toolVersion: "0.0.0", now: () => Date.now(), onProgress: () => undefined },
    endpoint: {
      ...{ endpoint: "", key: () => Promise.resolve(null), prices: null, isStreamed: false },
      ...{ atOnce: { start: 4, most: 4 }, onSpent: () => Promise.resolve(true) },
    },
  };
  return askAsTrained(looked, wishes, false);
}
