import type { RememberedJob } from "./jobMemory.js";

/** An uncertain end that still stands after so long is one. */
const doubtMs = 3_600_000;

/** Whether a host is asked once in a while if an end that is not certain still stands. `now` in milliseconds since 1970. */
export const isDoubted = ({ status: { doubtedSince } }: RememberedJob, now: number): boolean =>
  // Also one from the future: that clock was set back.
  doubtedSince !== null && Math.abs(now - doubtedSince) < doubtMs;
