import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { FuzzFailure } from "./fuzzTarget.js";
import { fuzzTargets } from "./fuzzTargets.js";

export interface FuzzOptions {
  /** Inputs of all targets together. */
  readonly runs: number;
  readonly seed: number;
  /** The only target that is asked; null asks all. */
  readonly only: string | null;
  readonly out: (line: string) => void;
}

/** What became of one target. */
export type FuzzOutcome =
  | { readonly kind: "held"; readonly peakBytes: number }
  | { readonly kind: "failed"; readonly failure: FuzzFailure }
  | { readonly kind: "hung"; readonly after: number }
  | { readonly kind: "died"; readonly error: string; readonly after: number };

/** A single input that takes more of the processor than this hangs, however long the thread had to wait for its turn. */
const hangMs = 20_000;
const lookMs = 1000;
/** Heap of the thread that reads: what holds on to its inputs runs out of it. */
const heapMegabytes = 256;

/** Gives every target its share of the inputs, each in a thread that is watched. True when every claim held. */
export async function main({ runs, seed, only, out }: FuzzOptions): Promise<boolean> {
  const asked = fuzzTargets.filter(({ name }) => only === null || name === only);
  const shares = asked.reduce((sum, { share }) => sum + share, 0);
  let holds = asked.length > 0;
  out(`seed ${String(seed)}`);
  for (const { name, share } of asked) {
    const count = Math.max(1, Math.ceil((runs * share) / shares));
    const started = performance.now();
    const outcome = await watched(name, count, seed);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    out(`${name.padEnd(22)} ${String(count).padStart(8)} inputs ${seconds.padStart(6)} s  ${wordsOf(outcome)}`);
    holds &&= outcome.kind === "held";
  }
  return holds;
}

function wordsOf(outcome: FuzzOutcome): string {
  switch (outcome.kind) {
    case "held":
      return `held, heap at most ${(outcome.peakBytes / 2 ** 20).toFixed(0)} MB`;
    case "hung":
      return `HUNG at input ${String(outcome.after)}`;
    case "died":
      return `DIED at input ${String(outcome.after)}: ${outcome.error}`;
    case "failed":
      return `FAILED at ${JSON.stringify(outcome.failure.path)}: ${outcome.failure.input}\n${outcome.failure.error}`;
  }
}

/** What this process has had of the processor: of its threads only the one that reads is at work. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** One target in a thread of its own, ended when a single input takes too long. */
function watched(name: string, runs: number, seed: number): Promise<FuzzOutcome> {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(fileURLToPath(new URL("fuzzWorker.mjs", import.meta.url)), {
    workerData: { name, runs, seed, beats },
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  return new Promise(resolve => {
    let last = { beat: -1, cpuMs: 0 };
    const timer = setInterval(() => {
      const beat = Atomics.load(beats, 0);
      if (beat !== last.beat) last = { beat, cpuMs: processorMs() };
      else if (processorMs() - last.cpuMs > hangMs) void end({ kind: "hung", after: beat });
    }, lookMs);
    const end = async (outcome: FuzzOutcome): Promise<void> => {
      clearInterval(timer);
      resolve(outcome);
      await worker.terminate();
    };
    worker.once("message", (outcome: FuzzOutcome) => void end(outcome));
    worker.once("error", error => void end({ kind: "died", error: String(error), after: Atomics.load(beats, 0) }));
  });
}
