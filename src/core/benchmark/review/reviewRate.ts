import type { ReviewEvent } from "../reviewEvent.js";
import { compareEvents } from "./compareEvents.js";

/** Longer than this nobody looks at one question: the reviewer was away. */
const mostSeconds = 120;
/** So many decisions tell how fast it goes now. */
const lately = 100;

export interface ReviewRate {
  /** Decisions that it was measured on. */
  readonly decisions: number;
  /** On one question, on average; nobody counts for more than two minutes. */
  readonly secondsEach: number;
  readonly perHour: number;
  /** For `left` questions at this rate. */
  readonly secondsLeft: number;
}

/**
 * How fast a reviewer decides, from the last hundred decisions that stand in `events`, and how long `left` questions
 * take. Null before the first decision.
 */
export function reviewRate(events: readonly ReviewEvent[], left: number): ReviewRate | null {
  const decisive = events.filter(({ decision }) => decision === "right" || decision === "wrong" || decision === "edit");
  const last = [...decisive].sort(compareEvents).slice(-lately);
  const total = last.reduce((sum, { seconds }) => sum + Math.min(seconds, mostSeconds), 0);
  if (last.length === 0 || total === 0) return null;
  const secondsEach = total / last.length;
  return { decisions: last.length, secondsEach, perHour: 3600 / secondsEach, secondsLeft: left * secondsEach };
}
