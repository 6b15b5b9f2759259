import type { Clock } from "./clock.js";

/** The machine's own clock. Its timers keep no process alive: whoever has to wait waits for a promise. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms).unref();
    return () => clearTimeout(timer);
  },
};
