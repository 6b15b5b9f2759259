import { Worker } from "node:worker_threads";
import type { MiniatureRunResult } from "./runMiniature.js";
import { asError } from "./asError.js";
import type { AskedRun, FromRunThread, ToRunThread } from "./runThread.js";
import { ThreadEnded } from "./threadEnded.js";

export interface RunEars {
  /** The step that it goes on from, and its last one. */
  readonly onStart: (from: number, steps: number) => void;
  readonly onStep: (step: number, found: number) => void;
  /** Aborted, the step that is being written is finished and a checkpoint of it made. */
  readonly signal: AbortSignal;
}

/**
 * Trains and writes a run on a thread of its own: `script` is the bundle of `miniatureRunWorker.ts`. A process that ends
 * meanwhile ends the thread; what it has written opens and can be resumed. Rejects when the disk or the thread fails.
 */
export function runOnThread(script: string, asked: AskedRun, ears: RunEars): Promise<MiniatureRunResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { name: "loupe miniature run" });
    const tell = (message: ToRunThread) => worker.postMessage(message);
    const stop = () => tell({ kind: "stop" });
    worker.on("message", (message: FromRunThread) => {
      if (message.kind === "start") ears.onStart(message.from, message.steps);
      else if (message.kind === "step") ears.onStep(message.step, message.found);
      else if (message.kind === "end") resolve(message.result);
      else reject(asError(message.error));
    });
    worker.on("error", reject);
    // What came before the end has settled the promise: then this changes nothing.
    worker.on("exit", code => {
      ears.signal.removeEventListener("abort", stop);
      reject(new ThreadEnded(code));
    });
    tell({ kind: "run", asked });
    ears.signal.addEventListener("abort", stop, { once: true });
    if (ears.signal.aborted) stop();
  });
}
