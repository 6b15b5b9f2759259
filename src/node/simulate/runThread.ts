import type { MessagePort } from "node:worker_threads";
import { runMiniature, type MiniatureRunOptions, type MiniatureRunResult } from "./runMiniature.js";

/** What a thread is asked to train; all of it can be sent to one. */
export type AskedRun = Pick<MiniatureRunOptions, "out" | "options" | "strategy" | "pace" | "glyphsFile">;

/** What the thread is told: first the run, and later that it ends early. */
export type ToRunThread = { readonly kind: "run"; readonly asked: AskedRun } | { readonly kind: "stop" };

/** What the thread says. `failed`: the disk, or something that nobody foresaw; errors keep their stacks on the way. */
export type FromRunThread =
  | { readonly kind: "start"; readonly from: number; readonly steps: number }
  | { readonly kind: "step"; readonly step: number; readonly found: number }
  | { readonly kind: "end"; readonly result: MiniatureRunResult }
  | { readonly kind: "failed"; readonly error: unknown };

async function trained(asked: AskedRun, signal: AbortSignal, say: (message: FromRunThread) => void): Promise<void> {
  try {
    const result = await runMiniature({
      ...{ ...asked, signal },
      onStart: (from, steps) => say({ kind: "start", from, steps }),
      onStep: (step, { found }) => say({ kind: "step", step, found }),
    });
    say({ kind: "end", result });
  } catch (error) {
    say({ kind: "failed", error });
  }
}

/** Trains and writes the run that it is told, tells of each step, and ends after it. */
export function serveRun(port: MessagePort): void {
  const stop = new AbortController();
  port.on("message", (message: ToRunThread) => {
    if (message.kind === "stop") stop.abort();
    else void trained(message.asked, stop.signal, said => port.postMessage(said)).finally(() => port.close());
  });
}
