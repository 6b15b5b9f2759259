import * as z from "zod";
import { engineIds, trainerIds } from "./engineId.js";
import { methods } from "./method.js";
import { simulateSchema } from "./simulateSchema.js";
import { taskKinds } from "../benchmark/taskKinds.js";
import { variableName } from "./variableName.js";

const text = z.string().min(1);
const count = z.number().int().positive();
const natural = z.number().int().nonnegative();
const number = z.number().refine(Number.isFinite);
const name = z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{0,60}[a-z0-9])?$/);
const variable = z.string().regex(variableName);
const tasks = z.array(z.enum(taskKinds)).min(1);

/** Each key in place of the value of Table 9 or 10; what is left out is the paper's, or the engine's where the paper is silent. */
export const hyperSchema = z.strictObject({
  learningRate: number.optional(),
  warmupRatio: number.optional(),
  schedule: z.enum(["constant", "cosine", "linear"]).optional(),
  /** RL. */
  steps: count.optional(),
  rolloutBatch: count.optional(),
  miniBatch: count.optional(),
  responses: count.optional(),
  promptTokens: count.optional(),
  /** Of one turn; a region-aware rollout has `turns` times as many. */
  responseTokens: count.optional(),
  turns: count.optional(),
  klCoefficient: number.optional(),
  temperature: number.optional(),
  tensorParallel: count.optional(),
  gpuMemoryShare: number.optional(),
  /** SFT. */
  epochs: number.optional(),
  batch: count.optional(),
  batchPerGpu: count.optional(),
  cutoffTokens: count.optional(),
  seed: natural.optional(),
});

/** Where the process runs: on the host itself; on a Ray cluster through its Jobs API; in a Slurm allocation. */
export const launcherSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("host") }),
  z.strictObject({ kind: z.literal("ray"), dashboardPort: count.default(8265) }),
  z.strictObject({
    kind: z.literal("slurm"),
    partition: text.optional(),
    account: text.optional(),
    qos: text.optional(),
    time: text.optional(),
    memory: text.optional(),
    cpusPerNode: count.optional(),
    constraint: text.optional(),
    /** A folder that every node sees; run folders are made in it. */
    sharedRoot: text.optional(),
    /** One element of the array each; for evaluation shards. */
    arraySize: count.optional(),
    requeue: z.boolean().default(false),
  }),
]);

export const activationSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("venv"), path: text }),
  z.strictObject({ kind: z.literal("conda"), name: text, executable: text.optional() }),
  z.strictObject({ kind: z.literal("uv"), project: text }),
  z.strictObject({ kind: z.literal("docker"), image: text, mounts: z.array(text).default([]) }),
]);

/** One stage of F.2: fresh optimiser, loader and folders, starting from the merged weights of the one before. */
export const stageSchema = z.strictObject({
  name,
  tasks: tasks.optional(),
  steps: count.optional(),
  /** What the KL term compares with: the weights that the stage starts from, or those of the whole run. */
  klReference: z.enum(["stage", "base"]).default("stage"),
});

const modelSchema = z.strictObject({
  /** A folder on the host or an id of the Hugging Face hub. */
  path: text,
  /** Tokens that the model can attend to; prompt and response have to fit. */
  contextTokens: count.default(128_000),
  finetuning: z.enum(["full", "lora"]).default("full"),
});

const dataSchema = z.strictObject({
  train: text,
  validation: text.optional(),
  /** Where the pages are, relative to this file; on the host where `onHost`. */
  images: text.optional(),
  onHost: z.boolean().default(false),
  /** Left out: all kinds that the method can train on. */
  tasks: tasks.optional(),
});

/** Keys of every configuration, whatever trains. Paths of data are of this machine unless `data.onHost`. */
const sharedKeys = {
  $schema: z.string().optional(),
  $comment: z.string().optional(),
  name,
  /** The run's row in Tables 5 to 8; left out: the method. */
  arm: text.optional(),
  method: z.enum(methods),
  launcher: launcherSchema.default({ kind: "host" }),
  /** As in ~/.ssh/config, or `local`. */
  host: text,
  gpus: z.strictObject({ perNode: count.optional(), devices: z.array(natural).optional() }).default({}),
  nodes: count.default(1),
  /** One limit for training, tool and evaluation: pages are resized to at most so many pixels (smart_resize). */
  pixels: z.strictObject({ max: count.optional(), min: count.optional() }).default({}),
  hyper: hyperSchema.default({}),
  /** A strategy with options as on the command line, e.g. `two-phase@match=in_order`; RL and RARL only. */
  strategy: text.optional(),
  /** What the model is told before the question, in place of ours; `{tools}` stands for the description of the zoom tool. */
  prompt: z.strictObject({ system: text.optional() }).default({}),
  /** Whether the number of steps includes those of the warm start; the paper does not say. */
  stepsIncludeWarmStart: z.boolean().default(true),
  stages: z.array(stageSchema).default([]),
  validation: z.strictObject({ before: z.boolean().default(true), every: count.optional() }).default({ before: true }),
  checkpoints: z
    .strictObject({ every: count.optional(), keep: count.nullable().default(null) })
    .default({ keep: null }),
  environment: z
    .strictObject({
      activate: activationSchema.default({ kind: "none" }),
      variables: z.record(variable, z.string()).default({}),
      /** Names only: values come from SecretStorage or the environment of the command line, never from a file. */
      secrets: z.array(variable).default([]),
    })
    .default({ activate: { kind: "none" }, variables: {}, secrets: [] }),
  /** Further Hydra overrides (verl) or YAML keys (LLaMA-Factory), as typed. */
  extra: z.record(text, z.union([z.string(), number, z.boolean(), z.null()])).default({}),
  pull: z
    .strictObject({
      /** Files above so many megabytes stay on the host and are listed. */
      fileMegabytes: count.default(256),
      totalMegabytes: count.default(20_000),
    })
    .default({ fileMegabytes: 256, totalMegabytes: 20_000 }),
};

/** A configuration of verl or LLaMA-Factory, which train a model on data. */
export const trainerConfigSchema = z.strictObject({
  ...sharedKeys,
  engine: z.enum(trainerIds),
  model: modelSchema,
  data: dataSchema,
  /** Of a file that was made for the miniature; not read. */
  simulate: simulateSchema.optional(),
});

/**
 * A configuration of the miniature. It has no model and no data of its own; those of a file that was made for a trainer may
 * stay in it, and are named as what is not read.
 */
const miniatureConfigSchema = z.strictObject({
  ...sharedKeys,
  engine: z.literal("miniature"),
  model: modelSchema.optional(),
  data: dataSchema.optional(),
  simulate: simulateSchema.prefault({}),
});

/** A run configuration: what `*.loupe-run.json` holds. */
export const runConfigSchema = z.discriminatedUnion("engine", [trainerConfigSchema, miniatureConfigSchema]);

/** Every key that some run configuration has, in one object: what editors offer before they know the engine. */
export const anyRunConfigSchema = z.strictObject({
  ...miniatureConfigSchema.shape,
  engine: z.enum(engineIds),
});

export type TrainerConfig = z.infer<typeof trainerConfigSchema>;
export type MiniatureConfig = z.infer<typeof miniatureConfigSchema>;
export type RunConfig = z.infer<typeof runConfigSchema>;
export type Hyper = z.infer<typeof hyperSchema>;
export type Launcher = z.infer<typeof launcherSchema>;
export type Stage = z.infer<typeof stageSchema>;
export type Activation = z.infer<typeof activationSchema>;
