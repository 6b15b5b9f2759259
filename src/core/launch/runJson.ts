import * as z from "zod";
import { engineIds } from "./engineId.js";
import { methods } from "./method.js";
import type { RunPlan } from "./runPlan.js";
import { runStrategy } from "./runStrategy.js";
import { scheduledLauncher } from "./scheduledLauncher.js";

const count = z.number().int().nonnegative();
const text = z.string().max(4096);

/** A folder of a stage stands in scripts and in paths: nothing but plain names is taken. */
const stageFolder = z.string().regex(/^out(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,80})?$/);

/** The state of the code that a run was launched from: a git tree with what was not committed. */
export const codeSnapshotSchema = z.object({
  /** Commit; null: the repository has none yet. */
  head: z.string().max(80).nullable(),
  /** Tree that covers changed and new files; ignored ones are left out. */
  tree: z.string().max(80),
  /** The difference to `head` is `snapshot.diff` in the run folder, unless it is very large. */
  isDirty: z.boolean(),
  /** New files over 100 MB, which no snapshot takes; relative to the repository. */
  leftOut: z.array(z.object({ path: text, bytes: count })).max(1000),
  /** Submodules are not followed; relative to the repository. */
  submodules: z.array(text).max(1000),
});
export type CodeSnapshot = z.infer<typeof codeSnapshotSchema>;

/** Data that travelled to the host with a run. */
export const dataSnapshotSchema = z.object({
  /** Relative to the run folder. */
  to: text,
  files: count,
  bytes: count,
  /** Of the file's bytes; of a folder's sorted lines `path size`, since pages are many and large. */
  sha256: z.string().max(64),
});
export type DataSnapshot = z.infer<typeof dataSnapshotSchema>;

const schedulerSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ray"), dashboardPort: z.number().int().positive() }),
  z.object({ kind: z.literal("slurm") }),
  z.object({ kind: z.literal("docker") }),
]);

/**
 * `run.json` of a run folder: what a run is, written before its launch and never changed. Read from a host by machines
 * that know nothing of the run, so nothing in it is trusted; keys that are not listed are left alone.
 */
export const runJsonSchema = z.object({
  version: z.literal(1),
  runId: z.string().regex(/^[a-z0-9-]{8,40}$/),
  name: z.string().max(200),
  /** The run's row in Tables 5 to 8. */
  arm: z.string().max(200).nullable().default(null),
  method: z.enum(methods).nullable().catch(null),
  engine: z.enum(engineIds).nullable().catch(null),
  launcher: z.enum(["host", "ray", "slurm"]).catch("host"),
  scheduler: schedulerSchema.nullable().default(null),
  strategy: text.nullable().default(null),
  stages: z
    .array(z.object({ name: z.string().max(200), folder: stageFolder, steps: count.nullable(), warmSteps: count }))
    .max(100)
    .catch([]),
  devices: z.array(count).max(1024).nullable().catch(null),
  pull: z
    .object({ fileMegabytes: z.number().positive(), totalMegabytes: z.number().positive() })
    .catch({ fileMegabytes: 256, totalMegabytes: 20_000 }),
  /** Milliseconds since 1970, by the clock of the machine that launched it. */
  createdAt: z.number().catch(0),
  /** null: the configuration lay in no repository. */
  code: codeSnapshotSchema.nullable().catch(null),
  data: z.array(dataSnapshotSchema).catch([]),
  /** The run configuration as it was launched. */
  config: z.unknown().optional(),
});
export type RunJson = z.infer<typeof runJsonSchema>;

/** What the `run.json` of a planned run says. */
export function runJsonOf(plan: RunPlan, known: Pick<RunJson, "code" | "data" | "createdAt">): RunJson {
  const { config } = plan;
  return {
    version: 1,
    runId: plan.runId,
    name: config.name,
    arm: config.arm ?? config.method,
    method: config.method,
    engine: config.engine,
    launcher: config.launcher.kind,
    scheduler: scheduledLauncher(config),
    strategy: runStrategy(config)?.value ?? null,
    stages: plan.stages.map(({ name, folder, steps, warmSteps }) => ({ name, folder, steps, warmSteps })),
    devices: config.gpus.devices ?? null,
    pull: config.pull,
    ...known,
    config,
  };
}
