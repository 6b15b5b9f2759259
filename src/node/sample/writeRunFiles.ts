import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunPlan } from "../../core/simulate/runPlan.js";
import { sftLog } from "../../core/simulate/sftLog.js";
import { smallLimits } from "../../core/simulate/simulateRollout.js";
import { fileFaultOf, type SampleMode } from "./faults.js";
import type { SamplePaths } from "./samplePaths.js";
import { madeUp, sampleReadme } from "./sampleReadme.js";
import { spoilFiles } from "./spoilFiles.js";
import { writeStart, writeStep, writeWhole } from "./writeStep.js";

export interface RunFilesOptions {
  readonly mode: SampleMode;
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((done: number, total: number) => void) | undefined;
}

function configText({ behaviour }: RunPlan): string {
  const { minPixels, maxPixels, factor } = smallLimits;
  const config = {
    $comment: madeUp,
    // Without a dataset a page can only be found by the path that its rows give.
    ...(behaviour.imagePrefix === "" ? { datasets: ["questions.jsonl"] } : {}),
    imageRoots: ["."],
    ...(behaviour.boxSpace === "model" ? { resize: { minPixels, maxPixels, factor } } : {}),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

async function writeQuestions(paths: SamplePaths, plan: RunPlan): Promise<void> {
  await writeWhole(
    paths.questions,
    [...plan.training, ...plan.validation].map(question => JSON.stringify(question)),
  );
}

async function writeSft(paths: SamplePaths, seed: number): Promise<void> {
  await mkdir(join(paths.sft, "checkpoint-240"), { recursive: true });
  await writeFile(join(paths.sft, "README.txt"), `${madeUp}\n\nA fine-tuning run: curves only.\n`);
  await writeFile(join(paths.sft, "trainer_log.jsonl"), sftLog(seed));
}

/** Writes everything of a run but its pages. Rejects when a file cannot be written, and when the signal is aborted. */
export async function writeRunFiles(paths: SamplePaths, plan: RunPlan, options: RunFilesOptions): Promise<void> {
  const { mode, signal, onStep } = options;
  await Promise.all([paths.rollouts, paths.validation].map(folder => mkdir(folder, { recursive: true })));
  await writeFile(paths.readme, sampleReadme(plan, mode));
  await writeFile(paths.config, configText(plan));
  await writeQuestions(paths, plan);
  await writeSft(paths, plan.seed);
  await writeStart(paths, plan);
  for (let step = 1; step <= plan.steps; step++) {
    signal?.throwIfAborted();
    await writeStep(paths, plan, step, writeWhole);
    onStep?.(step, plan.steps);
  }
  await spoilFiles(paths, plan, fileFaultOf(mode));
}
