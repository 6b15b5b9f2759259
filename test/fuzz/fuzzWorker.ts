import { parentPort, workerData } from "node:worker_threads";
import * as z from "zod";
import { fuzzTargets } from "./fuzzTargets.js";
import type { FuzzOutcome } from "./main.js";

const asked = z
  .object({ name: z.string(), runs: z.number(), seed: z.number(), beats: z.instanceof(Int32Array) })
  .parse(workerData);

/** How often the heap is looked at. */
const beatsPerLook = 1000;

/** Runs one target and tells its outcome. */
function run(): FuzzOutcome {
  const target = fuzzTargets.find(({ name }) => name === asked.name);
  if (target === undefined) return { kind: "died", error: `no target ${asked.name}`, after: 0 };
  let peakBytes = 0;
  const beat = (): void => {
    const count = Atomics.add(asked.beats, 0, 1);
    if (count % beatsPerLook === 0) peakBytes = Math.max(peakBytes, process.memoryUsage().heapUsed);
  };
  const failure = target.run({ runs: asked.runs, seed: asked.seed, beat });
  return failure === null ? { kind: "held", peakBytes } : { kind: "failed", failure };
}

parentPort?.postMessage(run());
