import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Glyphs } from "../../core/simulate/glyphs.js";
import type { RunPlan } from "../../core/simulate/runPlan.js";
import { sftLog } from "../../core/simulate/sftLog.js";
import { smallLimits } from "../../core/simulate/simulateRollout.js";
import { fileFaultOf, type SampleMode } from "./faults.js";
import type { SamplePaths } from "./samplePaths.js";
import { madeUp, sampleReadme } from "./sampleReadme.js";
import { spoilFiles } from "./spoilFiles.js";
import { writePages } from "./writePages.js";
import { writeStart, writeStep, writeWhole } from "./writeStep.js";

export type SampleProgress = { readonly kind: "pages" | "steps"; readonly done: number; readonly total: number };

export interface WriteOptions {
  readonly mode: SampleMode;
  readonly glyphs: Glyphs;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SampleProgress) => void) | undefined;
}

function configText({ behaviour }: RunPlan): string {
  const { minPixels, maxPixels, factor } = smallLimits;
  const resize = behaviour.boxSpace === "model" ? { resize: { minPixels, maxPixels, factor } } : {};
  return `${JSON.stringify({ $comment: madeUp, datasets: ["questions.jsonl"], imageRoots: ["."], ...resize }, null, 2)}\n`;
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

/**
 * Writes a whole run and a small fine-tuning run beside it. The same plan gives the same bytes. Rejects when a file
 * cannot be written, and with the signal's reason when it is aborted.
 */
export async function writeSampleRun(paths: SamplePaths, plan: RunPlan, options: WriteOptions): Promise<void> {
  const { mode, glyphs, signal, onProgress } = options;
  await Promise.all([paths.pages, paths.rollouts, paths.validation].map(folder => mkdir(folder, { recursive: true })));
  await writeFile(paths.readme, sampleReadme(plan, mode));
  await writeFile(paths.config, configText(plan));
  await writeQuestions(paths, plan);
  await writeSft(paths, plan.seed);
  const fault = fileFaultOf(mode);
  const onPage = (done: number, total: number) => onProgress?.({ kind: "pages", done, total });
  await writePages(plan, paths.run, glyphs, { fault, signal, onPage });
  await writeStart(paths, plan);
  for (let step = 1; step <= plan.steps; step++) {
    signal?.throwIfAborted();
    await writeStep(paths, plan, step, writeWhole);
    onProgress?.({ kind: "steps", done: step, total: plan.steps });
  }
  await spoilFiles(paths, plan, fault);
}
