/** Why a person would not train on a trace, in the order of the keys; the last one is told in words. */
export const traceRejectReasons = [
  /** It says what the page does not show. */
  "not-on-page",
  /** It looks at another place than the one that is asked about. */
  "wrong-place",
  /** The answer does not follow from what it says. */
  "no-reason",
  /** It knows what nobody told it. */
  "told",
  "wrong-answer",
  "garbled",
  "other",
] as const;
export type TraceRejectReason = (typeof traceRejectReasons)[number];
