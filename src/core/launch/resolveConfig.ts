import { defaultResizeLimits } from "../page/resizeLimits.js";
import { isSft, type Method } from "./method.js";
import type { Resolved, ValueSource } from "./resolved.js";
import type { ResolvedConfig, ResolvedHyper } from "./resolvedConfig.js";
import type { Hyper, RunConfig } from "./runConfig.js";
import { taskKinds, taskKindsWithoutTargets, type TaskKind } from "./taskKinds.js";

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
export function resolveConfig(config: RunConfig): ResolvedConfig {
  const family = isSft(config.method) ? "sft" : "rl";
  return {
    config,
    family,
    arm: config.arm ?? config.method,
    gpusPerNode: gpusOf(config),
    tasks: config.data.tasks ?? defaultTasks(config.method),
    maxPixels: silent(config.pixels.max, visualTokens * pixelsOfToken),
    minPixels: engine(config.pixels.min, defaultResizeLimits.minPixels),
    hyper: family === "sft" ? sftHyper(config.hyper) : rlHyper(config.hyper, config.method),
    strategy: strategyOf(config),
    validationEvery: silent(config.validation.every, everySteps),
    checkpointEvery: silent(config.checkpoints.every, everySteps),
  };
}

function defaultTasks(method: Method): readonly TaskKind[] {
  return method === "RARL" ? taskKinds.filter(kind => !taskKindsWithoutTargets.includes(kind)) : taskKinds;
}

/** Listed devices are all that may be used, so that they say how many there are. */
function gpusOf({ gpus, method }: RunConfig): Resolved<number> {
  return stated(gpus.perNode ?? gpus.devices?.length, isSft(method) ? 4 : 8);
}

function strategyOf({ method, strategy }: RunConfig): Resolved<string> | null {
  switch (method) {
    case "SFT-S":
    case "SFT-R":
      return null;
    case "RL":
      return stated(strategy, "vanilla");
    case "RARL":
      return stated(strategy, "two-phase");
  }
}

function rlHyper(hyper: Hyper, method: Method): ResolvedHyper {
  return {
    ...bothUnused,
    learningRate: stated(hyper.learningRate, 1e-6),
    warmupRatio: stated(hyper.warmupRatio, 0),
    schedule: engine(hyper.schedule, "constant"),
    seed: engine(hyper.seed, 1),
    steps: stated(hyper.steps, 200),
    rolloutBatch: stated(hyper.rolloutBatch, 16),
    miniBatch: stated(hyper.miniBatch, 16),
    responses: stated(hyper.responses, 8),
    promptTokens: stated(hyper.promptTokens, 10_280),
    responseTokens: stated(hyper.responseTokens, 4096),
    turns: method === "RARL" ? stated(hyper.turns, 5) : stated(hyper.turns, 1),
    klCoefficient: stated(hyper.klCoefficient, 0.04),
    temperature: engine(hyper.temperature, 1),
    tensorParallel: silent(hyper.tensorParallel, 1),
    gpuMemoryShare: silent(hyper.gpuMemoryShare, 0.6),
  };
}

function sftHyper(hyper: Hyper): ResolvedHyper {
  return {
    ...bothUnused,
    learningRate: stated(hyper.learningRate, 1e-5),
    warmupRatio: stated(hyper.warmupRatio, 0.1),
    schedule: stated(hyper.schedule, "cosine"),
    seed: engine(hyper.seed, 42),
    epochs: stated(hyper.epochs, 3),
    batch: stated(hyper.batch, 16),
    batchPerGpu: silent(hyper.batchPerGpu, 1),
    cutoffTokens: silent(hyper.cutoffTokens, 16_384),
  };
}

const from = <T>(given: T | undefined, fallback: T, source: ValueSource, paper: T | null): Resolved<T> =>
  given === undefined ? { value: fallback, source, paper } : { value: given, source: "given", paper };

/** The paper states it. */
const stated = <T>(given: T | undefined, paper: T): Resolved<T> => from(given, paper, "paper", paper);
/** The paper is silent and the engine has a default. */
const engine = <T>(given: T | undefined, fallback: T): Resolved<T> => from(given, fallback, "engine", null);
/** The paper is silent, and the engine's default would not do or does not exist. */
const silent = <T>(given: T | undefined, ours: T): Resolved<T> => from(given, ours, "not-stated", null);

/** Values of the family that a run is not of; nothing reads them. */
const bothUnused = {
  steps: engine(undefined, 0),
  rolloutBatch: engine(undefined, 1),
  miniBatch: engine(undefined, 1),
  responses: engine(undefined, 1),
  promptTokens: engine(undefined, 0),
  responseTokens: engine(undefined, 0),
  turns: engine(undefined, 1),
  klCoefficient: engine(undefined, 0),
  temperature: engine(undefined, 1),
  tensorParallel: engine(undefined, 1),
  gpuMemoryShare: engine(undefined, 0),
  epochs: engine(undefined, 0),
  batch: engine(undefined, 1),
  batchPerGpu: engine(undefined, 1),
  cutoffTokens: engine(undefined, 0),
};
