import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { join, resolve } from "node:path";
import * as z from "zod";

/** The folder of the trainer's own Python, as it travels to a host. */
export const trainerFolder = resolve(import.meta.dirname, "../../../src/trainer");

const fixtures = resolve(import.meta.dirname, "../../fixtures/trainer");

/** Runs a Python file of test/fixtures/trainer to its end, however that is. */
export function tryPython(
  file: string,
  args: readonly string[],
  input = "",
  variables: NodeJS.ProcessEnv = {},
): SpawnSyncReturns<string> {
  return spawnSync("python3", ["-B", join(fixtures, file), ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    env: { ...process.env, LOUPE_RUN_DIR: "", LOUPE_REWARD_DIR: "", ...variables },
  });
}

/** Runs a Python file of test/fixtures/trainer and gives back what it wrote; throws when it fails. */
export function runPython(
  file: string,
  args: readonly string[],
  input = "",
  variables: NodeJS.ProcessEnv = {},
): string {
  const run = tryPython(file, args, input, variables);
  if (run.status !== 0) throw new Error(`${file}: ${run.error?.message ?? run.stderr.slice(-3000)}`);
  return run.stdout;
}

const asLines = (values: readonly unknown[]): string => values.map(value => `${JSON.stringify(value)}\n`).join("");

const parseLines = (text: string): readonly unknown[] =>
  text
    .split("\n")
    .filter(line => line !== "")
    .map((line): unknown => JSON.parse(line));

/** A case for `scoreCases.py`. */
export interface ScoreCase {
  readonly r: number;
  readonly q: number;
  readonly text: string;
  readonly truth: unknown;
  /** What the loop adds to the row's extra_info. */
  readonly info: Readonly<Record<string, unknown>>;
}

/** What `compute_score` returns for each case, in order. Lines are written to the folder. */
export function scoreCases(
  head: { readonly phases: readonly unknown[]; readonly questions: readonly unknown[] },
  cases: readonly unknown[],
  folder: string,
): readonly unknown[] {
  return parseLines(runPython("scoreCases.py", [trainerFolder, folder], asLines([head, ...cases])));
}

/** A call of a function of src/trainer. */
export interface TrainerCall {
  readonly module: string;
  readonly function: string;
  readonly args?: readonly unknown[];
  readonly kwargs?: Readonly<Record<string, unknown>>;
}

/** What the functions return, in order; what one raises is a value `{ raised }`. */
export function callTrainer(calls: readonly TrainerCall[], variables: NodeJS.ProcessEnv = {}): readonly unknown[] {
  return parseLines(runPython("callTrainer.py", [trainerFolder], asLines(calls), variables));
}

/** What `compute_score` returns: the same keys for every rollout, scalars and texts only. */
export const rewardResultSchema = z.strictObject({
  score: z.number(),
  /** Null stands for NaN: no rule can tell. */
  acc: z.number().nullable(),
  format_reward: z.number(),
  acc_reward: z.number(),
  count_reward: z.number(),
  iou_reward: z.number(),
  question_id: z.string(),
  image: z.string(),
  width: z.string(),
  height: z.string(),
  targets: z.string(),
  task: z.string(),
  split: z.string(),
  stage: z.string(),
  phase: z.string(),
  strategy: z.string(),
  strategy_hash: z.string(),
  zooms: z.number(),
  crops: z.number(),
  requested_json: z.string(),
  executed_json: z.string(),
  evidence: z.string(),
  problem: z.string(),
});
export type RewardResult = z.infer<typeof rewardResultSchema>;

/** The reward of one rollout under given options (none: the paper's rule). */
export function reward(
  text: unknown,
  truth: unknown,
  info: unknown,
  kwargs: Readonly<Record<string, unknown>> = {},
  variables: NodeJS.ProcessEnv = {},
): RewardResult {
  const [given] = callTrainer([rewardCall(text, truth, info, kwargs)], variables);
  return rewardResultSchema.parse(given);
}

export const rewardCall = (
  text: unknown,
  truth: unknown,
  info: unknown,
  kwargs: Readonly<Record<string, unknown>> = {},
): TrainerCall => ({ module: "zoom_reward", function: "compute_score", args: ["data", text, truth, info], kwargs });
