import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { planRun, type RunPlan } from "../../core/simulate/runPlan.js";
import { behaviourOf, type SampleMode } from "./faults.js";
import { growSampleRun, type GrowOptions } from "./growSampleRun.js";
import { readGlyphs } from "./readGlyphs.js";
import { isWritten, rewindRun } from "./rewindRun.js";
import { samplePaths, type SamplePaths } from "./samplePaths.js";
import { madeUp } from "./sampleReadme.js";
import { writeSampleRun, type SampleProgress } from "./writeSampleRun.js";

export interface SampleOptions {
  /** Folder that gets `sample-run` and `sample-sft`. */
  readonly out: string;
  readonly seed: number;
  readonly steps: number;
  readonly mode: SampleMode;
  /** `glyphs.json` of the build. */
  readonly glyphsFile: string;
  /** Goes on growing after it is written. A complete run of the same kind is not written again, but goes on from its end. */
  readonly live?: Pick<GrowOptions, "secondsPerStep" | "seconds" | "steps"> | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SampleProgress) => void) | undefined;
  /** Called once the run is written, before it grows. */
  readonly onWritten?: ((paths: SamplePaths) => void) | undefined;
  readonly onStep?: ((step: number) => void) | undefined;
}

export type SampleResult =
  | { readonly kind: "written"; readonly paths: SamplePaths; readonly plan: RunPlan; readonly lastStep: number }
  /** The folder holds something that no earlier call wrote; it is left alone. */
  | { readonly kind: "occupied"; readonly path: string }
  | { readonly kind: "no-glyphs"; readonly path: string }
  | { readonly kind: "aborted" };

/** True when the folder is absent, empty, or a made-up run of an earlier call. */
async function isOurs(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return true;
  const readme = await readFile(join(folder, "README.txt"), "utf8").catch(() => null);
  return readme === null ? (await readdir(folder)).length === 0 : readme.startsWith(madeUp);
}

/** Writes a made-up run into a folder, in place of an earlier one, and lets it grow when asked to. Rejects on write errors. */
export async function runSample(options: SampleOptions): Promise<SampleResult> {
  const paths = samplePaths(options.out);
  for (const folder of [paths.run, paths.sft]) {
    if (!(await isOurs(folder))) return { kind: "occupied", path: folder };
  }
  const plan = planRun(options.seed, options.steps, behaviourOf(options.mode));
  const { mode, signal, onProgress, live, onStep } = options;
  if (live !== undefined && (await isWritten(paths, plan, mode))) {
    await rewindRun(paths, plan);
    options.onWritten?.(paths);
    return { kind: "written", paths, plan, lastStep: await growSampleRun(paths, plan, { ...live, signal, onStep }) };
  }
  const glyphs = await readGlyphs(options.glyphsFile);
  if (glyphs === null) return { kind: "no-glyphs", path: options.glyphsFile };
  await Promise.all([paths.run, paths.sft].map(folder => rm(folder, { recursive: true, force: true })));
  try {
    await writeSampleRun(paths, plan, { mode, glyphs, signal, onProgress });
  } catch (error) {
    if (signal?.aborted === true) return { kind: "aborted" };
    throw error;
  }
  options.onWritten?.(paths);
  const lastStep = live === undefined ? plan.steps : await growSampleRun(paths, plan, { ...live, signal, onStep });
  return { kind: "written", paths, plan, lastStep };
}
