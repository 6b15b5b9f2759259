/** Time and timers, handed in, so that what waits can be tested without waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Does the work later, once; returns how to call it off. */
  after(ms: number, work: () => void): () => void;
}
