import { defaultResizeLimits } from "../page/resizeLimits.js";
import { isSft, type Method } from "./method.js";
import { notStated, ofEngine, stated, type Resolved } from "./resolved.js";
import type { ResolvedConfig, ResolvedHyper } from "./resolvedConfig.js";
import type { Hyper, TrainerConfig } from "./runConfig.js";
import { runStrategy } from "./runStrategy.js";
import { taskKinds, taskKindsWithoutTargets, type TaskKind } from "../benchmark/taskKinds.js";

/**
 * A page of so many visual tokens leaves 2,088 of the paper's 10,280 prompt tokens for text; a page at the engine's own
 * limit (16,384) would not fit, and verl would drop its question without a word.
 */
const visualTokens = 8192;
const pixelsOfToken = 28 * 28;

/** Comparing checkpoints needs a validation dump for each, so that both have one rhythm. */
const everySteps = 20;

/**
 * A configuration with the values of Table 9 (SFT) or 10 (RL) filled in where it is silent, the engine's where the paper
 * is, and ours where neither says anything; each says which of these it is.
 */
export function resolveConfig(config: TrainerConfig): ResolvedConfig {
  const family = isSft(config.method) ? "sft" : "rl";
  return {
    config,
    family,
    arm: config.arm ?? config.method,
    gpusPerNode: gpusOf(config),
    tasks: config.data.tasks ?? defaultTasks(config.method),
    maxPixels: notStated(config.pixels.max, visualTokens * pixelsOfToken),
    minPixels: ofEngine(config.pixels.min, defaultResizeLimits.minPixels),
    hyper: family === "sft" ? sftHyper(config.hyper) : rlHyper(config.hyper, config.method),
    strategy: runStrategy(config),
    validationEvery: notStated(config.validation.every, everySteps),
    checkpointEvery: notStated(config.checkpoints.every, everySteps),
  };
}

function defaultTasks(method: Method): readonly TaskKind[] {
  return method === "RARL" ? taskKinds.filter(kind => !taskKindsWithoutTargets.includes(kind)) : taskKinds;
}

/** Listed devices are all that may be used, so that they say how many there are. */
function gpusOf({ gpus, method }: TrainerConfig): Resolved<number> {
  return stated(gpus.perNode ?? gpus.devices?.length, isSft(method) ? 4 : 8);
}

function rlHyper(hyper: Hyper, method: Method): ResolvedHyper {
  return {
    ...bothUnused,
    learningRate: stated(hyper.learningRate, 1e-6),
    warmupRatio: stated(hyper.warmupRatio, 0),
    schedule: ofEngine(hyper.schedule, "constant"),
    seed: ofEngine(hyper.seed, 1),
    steps: stated(hyper.steps, 200),
    rolloutBatch: stated(hyper.rolloutBatch, 16),
    miniBatch: stated(hyper.miniBatch, 16),
    responses: stated(hyper.responses, 8),
    promptTokens: stated(hyper.promptTokens, 10_280),
    responseTokens: stated(hyper.responseTokens, 4096),
    turns: method === "RARL" ? stated(hyper.turns, 5) : stated(hyper.turns, 1),
    klCoefficient: stated(hyper.klCoefficient, 0.04),
    temperature: ofEngine(hyper.temperature, 1),
    tensorParallel: notStated(hyper.tensorParallel, 1),
    gpuMemoryShare: notStated(hyper.gpuMemoryShare, 0.6),
  };
}

function sftHyper(hyper: Hyper): ResolvedHyper {
  return {
    ...bothUnused,
    learningRate: stated(hyper.learningRate, 1e-5),
    warmupRatio: stated(hyper.warmupRatio, 0.1),
    schedule: stated(hyper.schedule, "cosine"),
    seed: ofEngine(hyper.seed, 42),
    epochs: stated(hyper.epochs, 3),
    batch: stated(hyper.batch, 16),
    batchPerGpu: notStated(hyper.batchPerGpu, 1),
    cutoffTokens: notStated(hyper.cutoffTokens, 16_384),
  };
}

/** Values of the family that a run is not of; nothing reads them. */
const bothUnused = {
  steps: ofEngine(undefined, 0),
  rolloutBatch: ofEngine(undefined, 1),
  miniBatch: ofEngine(undefined, 1),
  responses: ofEngine(undefined, 1),
  promptTokens: ofEngine(undefined, 0),
  responseTokens: ofEngine(undefined, 0),
  turns: ofEngine(undefined, 1),
  klCoefficient: ofEngine(undefined, 0),
  temperature: ofEngine(undefined, 1),
  tensorParallel: ofEngine(undefined, 1),
  gpuMemoryShare: ofEngine(undefined, 0),
  epochs: ofEngine(undefined, 0),
  batch: ofEngine(undefined, 1),
  batchPerGpu: ofEngine(undefined, 1),
  cutoffTokens: ofEngine(undefined, 0),
};
