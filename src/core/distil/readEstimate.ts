import { taskKinds, type TaskKind } from "../benchmark/taskKinds.js";
import { badShare } from "./blindSample.js";
import type { JudgedTrace } from "./judgedTrace.js";
import type { TraceDecision } from "./traceReview.js";

/** What persons hold of the filters' work on one task kind. */
export interface ReadEstimate {
  readonly task: TaskKind;
  /** Traces that the filters keep: so many were read, and so many of these rejected. */
  readonly keptRead: number;
  readonly keptBad: number;
  /** Between which shares of all kept ones are bad (Wilson, 95 %); null: none was read. */
  readonly bad: { readonly lo: number; readonly hi: number } | null;
  /** Traces that they drop: so many were read, and so many of these accepted. */
  readonly droppedRead: number;
  readonly droppedGood: number;
}

/**
 * How far persons agree with the filters. `traces`: judged without any decision, else what persons changed would count
 * for the filters. Holds of all only as far as what was read was chosen blindly (`blindSample`).
 */
export function readEstimate(
  traces: readonly JudgedTrace[],
  decisionOf: (trace: JudgedTrace) => TraceDecision["decision"] | null,
): readonly ReadEstimate[] {
  return taskKinds.flatMap(task => {
    const own = traces
      .filter(({ question }) => question.task === task)
      .flatMap(trace => {
        const decision = decisionOf(trace);
        return decision === null ? [] : [{ kept: trace.kept, decision }];
      });
    if (own.length === 0) return [];
    const kept = own.filter(one => one.kept);
    const dropped = own.filter(one => !one.kept);
    const keptBad = kept.filter(({ decision }) => decision === "reject").length;
    const droppedGood = dropped.filter(({ decision }) => decision === "accept").length;
    const bad = badShare(keptBad, kept.length);
    return [{ task, keptRead: kept.length, keptBad, bad, droppedRead: dropped.length, droppedGood }];
  });
}
