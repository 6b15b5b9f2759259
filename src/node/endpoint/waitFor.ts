import type { Clock } from "../jobs/clock.js";

/** Waits so long, or until the signal: true when the time is over, false when it was called off. */
export function waitFor(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise(resolve => {
    const end = (isOver: boolean): void => {
      stop();
      signal.removeEventListener("abort", onAbort);
      resolve(isOver);
    };
    const onAbort = (): void => end(false);
    const stop = clock.after(ms, () => end(true));
    signal.addEventListener("abort", onAbort);
  });
}
