import { constants } from "node:os";

/** What stopped the command; null: nothing yet. */
let interruptedBy: "SIGINT" | "SIGTERM" | null = null;

/** Runs work that ends early, by its signal, when the person or the system stops the command. */
export async function withInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const interrupt = (signal: "SIGINT" | "SIGTERM") => {
    interruptedBy = signal;
    stop.abort();
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    return await work(stop.signal);
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

/**
 * The exit code of a command that failed with `code`: where it was stopped, as shells have it, 128 and the signal's number
 * (130 by Ctrl+C, 143 by SIGTERM). Work that was done all the same is done.
 */
export const codeWhenInterrupted = (code: number): number =>
  code === 1 && interruptedBy !== null ? 128 + constants.signals[interruptedBy] : code;
