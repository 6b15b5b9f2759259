import type { Glyphs } from "../../core/simulate/glyphs.js";
import type { RunPlan } from "../../core/simulate/runPlan.js";
import { fileFaultOf, type SampleMode } from "./faults.js";
import type { SamplePaths } from "./samplePaths.js";
import { writePages } from "./writePages.js";
import { writeRunFiles } from "./writeRunFiles.js";

export interface SampleProgress {
  readonly kind: "pages" | "steps";
  readonly done: number;
  readonly total: number;
}

export interface WriteOptions {
  readonly mode: SampleMode;
  readonly glyphs: Glyphs;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SampleProgress) => void) | undefined;
}

/**
 * Writes a whole run and a small fine-tuning run beside it. The same plan gives the same bytes. Rejects when a file
 * cannot be written, and with the signal's reason when it is aborted.
 */
export async function writeSampleRun(paths: SamplePaths, plan: RunPlan, options: WriteOptions): Promise<void> {
  const { mode, glyphs, signal, onProgress } = options;
  const onStep = (done: number, total: number) => onProgress?.({ kind: "steps", done, total });
  await writeRunFiles(paths, plan, { mode, signal, onStep });
  const onPage = (done: number, total: number) => onProgress?.({ kind: "pages", done, total });
  await writePages(plan, paths.run, glyphs, { fault: fileFaultOf(mode), signal, onPage });
}
