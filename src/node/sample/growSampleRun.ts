import { open } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { growthSteps, type RunPlan } from "../../core/simulate/runPlan.js";
import { inPieces } from "./inPieces.js";
import type { SamplePaths } from "./samplePaths.js";
import { writeStep, type WriteLines } from "./writeStep.js";

export interface GrowOptions {
  /** Time that one step takes, in seconds. */
  readonly secondsPerStep: number;
  /** No step is begun after this many seconds. */
  readonly seconds?: number | undefined;
  /** Further steps at most; a plan has questions for `growthSteps` of them. */
  readonly steps?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((step: number) => void) | undefined;
}

/**
 * Writes as verl from 0.8 on does: the file is there, empty, then it grows while the next step already runs, and what a
 * reader finds at its end is mostly a torn line. `milliseconds`: from the first byte to the last.
 */
function writeSlowly(milliseconds: number, signal: AbortSignal | undefined): WriteLines {
  return async (file, lines) => {
    const bytes = Buffer.from(lines.map(line => `${line}\n`).join(""));
    const handle = await open(file, "w");
    try {
      await inPieces(
        bytes,
        pieces => wait(milliseconds / pieces, undefined, { signal }),
        piece => handle.write(piece),
      );
    } finally {
      await handle.close();
    }
  };
}

/**
 * Goes on where the plan's steps end, as a training that runs. Resolves with the last step written: after the last one
 * or the given time, or when the signal is aborted (which leaves a torn file, as a killed trainer does). Rejects when a write fails.
 */
export async function growSampleRun(paths: SamplePaths, plan: RunPlan, options: GrowOptions): Promise<number> {
  const { secondsPerStep, signal, onStep } = options;
  const end = Date.now() + 1000 * (options.seconds ?? Infinity);
  const last = plan.steps + Math.min(options.steps ?? growthSteps, growthSteps);
  const write = writeSlowly(secondsPerStep * 600, signal);
  let step = plan.steps;
  try {
    while (step < last && Date.now() < end) {
      await wait(secondsPerStep * 400, undefined, { signal });
      await writeStep(paths, plan, step + 1, write);
      step++;
      onStep?.(step);
    }
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
  return step;
}
