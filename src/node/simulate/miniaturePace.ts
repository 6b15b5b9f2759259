export type MiniaturePace =
  /** As fast as it is trained and written. */
  | { readonly kind: "fast" }
  /** A step takes as long as somebody wants to watch, `liveFrom` on; the ones before are fast. */
  | { readonly kind: "live"; readonly liveFrom: number; readonly secondsPerStep: number };

/** Seconds a step. */
export const livePaces = {
  /** As a small trainer that is watched: long enough to look at a step, short enough to wait for the next. */
  trainer: 1.4,
  /** In a window somebody waits for the whole: the default's 200 steps take a minute. */
  window: 0.3,
} as const;

/** A live run of a window: the first steps are there at once, so that there is something to look at. */
export const windowPace: MiniaturePace = { kind: "live", liveFrom: 21, secondsPerStep: livePaces.window };
