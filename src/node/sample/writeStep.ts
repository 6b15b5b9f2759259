import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { trainingLine, validationLine } from "../../core/simulate/dumpLine.js";
import { metricsLine } from "../../core/simulate/metricsLine.js";
import { validationEvery, type RunPlan } from "../../core/simulate/runPlan.js";
import { simulateStep, simulateValidation, type SimulatedRow } from "../../core/simulate/simulateStep.js";
import type { SamplePaths } from "./samplePaths.js";

/** Writes the lines of a file, whole or bit by bit. */
export type WriteLines = (file: string, lines: readonly string[]) => Promise<void>;

/** A whole file at once, as verl 0.4.1 to 0.7 do. */
export const writeWhole: WriteLines = async (file, lines) => {
  await writeFile(file, lines.map(line => `${line}\n`).join(""));
};

async function writeCheckpoint(paths: SamplePaths, step: number): Promise<void> {
  const config = join(paths.checkpoint(step), "actor", "huggingface", "config.json");
  await mkdir(dirname(config), { recursive: true });
  await writeFile(config, '{"model_type": "made up"}\n');
  // Written last and without a newline, as verl does.
  await writeFile(paths.tracker, String(step));
}

async function writeValidation(
  paths: SamplePaths,
  plan: RunPlan,
  step: number,
  write: WriteLines,
): Promise<readonly SimulatedRow[]> {
  const rows = simulateValidation(plan, step);
  await write(join(paths.validation, `${step}.jsonl`), rows.map(validationLine));
  return rows;
}

/** Validation before training: step 0. */
export async function writeStart(paths: SamplePaths, plan: RunPlan): Promise<void> {
  const rows = await writeValidation(paths, plan, 0, writeWhole);
  await writeFile(paths.metrics, `${metricsLine(0, [], rows, plan.seed)}\n`);
}

/** What a trainer leaves behind for one step: rollouts, every tenth step a validation and a checkpoint, one line of metrics. */
export async function writeStep(paths: SamplePaths, plan: RunPlan, step: number, write: WriteLines): Promise<void> {
  const rows = simulateStep(plan, step);
  await write(
    join(paths.rollouts, `${step}.jsonl`),
    rows.map(row => trainingLine(row, plan.behaviour)),
  );
  const isCheck = step % validationEvery === 0;
  const validation = isCheck ? await writeValidation(paths, plan, step, write) : [];
  await appendFile(paths.metrics, `${metricsLine(step, rows, validation, plan.seed)}\n`);
  if (isCheck) await writeCheckpoint(paths, step);
}
