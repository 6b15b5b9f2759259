import type { Clock } from "../jobs/clock.js";

/**
 * The machine's own clock for whoever waits between two requests, when nothing else keeps the process alive: unlike those
 * of `systemClock` its timers do.
 */
export const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
