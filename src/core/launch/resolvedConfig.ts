import type { Resolved } from "./resolved.js";
import type { TrainerConfig } from "./runConfig.js";
import type { TaskKind } from "../benchmark/taskKinds.js";

/** Every hyper-parameter, filled in. Those of the other family (RL, SFT) are there and unused. */
export interface ResolvedHyper {
  readonly learningRate: Resolved<number>;
  readonly warmupRatio: Resolved<number>;
  readonly schedule: Resolved<"constant" | "cosine" | "linear">;
  readonly seed: Resolved<number>;
  /** Optimiser steps of one stage, with or without the warm start (`stepsIncludeWarmStart`). */
  readonly steps: Resolved<number>;
  /** Prompts of a step. */
  readonly rolloutBatch: Resolved<number>;
  /** Prompts of an update. */
  readonly miniBatch: Resolved<number>;
  readonly responses: Resolved<number>;
  readonly promptTokens: Resolved<number>;
  /** Of one turn. */
  readonly responseTokens: Resolved<number>;
  readonly turns: Resolved<number>;
  readonly klCoefficient: Resolved<number>;
  readonly temperature: Resolved<number>;
  readonly tensorParallel: Resolved<number>;
  readonly gpuMemoryShare: Resolved<number>;
  readonly epochs: Resolved<number>;
  /** Of all GPUs together, accumulation included. */
  readonly batch: Resolved<number>;
  readonly batchPerGpu: Resolved<number>;
  readonly cutoffTokens: Resolved<number>;
}

/** A configuration of a trainer with nothing left open. */
export interface ResolvedConfig {
  readonly config: TrainerConfig;
  readonly family: "sft" | "rl";
  /** The row in Tables 5 to 8. */
  readonly arm: string;
  readonly gpusPerNode: Resolved<number>;
  /** What is trained on. Validation is never filtered. */
  readonly tasks: readonly TaskKind[];
  /** Limits of smart_resize, in pixels, for training, tool, reward and evaluation alike. */
  readonly maxPixels: Resolved<number>;
  readonly minPixels: Resolved<number>;
  readonly hyper: ResolvedHyper;
  /** null for SFT. */
  readonly strategy: Resolved<string> | null;
  readonly validationEvery: Resolved<number>;
  readonly checkpointEvery: Resolved<number>;
}
