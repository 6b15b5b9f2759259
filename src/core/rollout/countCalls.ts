import type { CallConventions } from "./callConventions.js";
import type { Trajectory } from "./trajectory.js";

/** One row's share of what `loupe index` reports of calls. */
export interface CallCounts {
  /** Closed call bodies of any tool, and the unclosed ones where the format needs no closing tag. */
  readonly all: number;
  /** Those of a zoom tool, well-formed or not. */
  readonly zoom: number;
  /** Those whose body is no JSON. */
  readonly notJson: number;
  /** 1 for a row with an opening that is never closed. */
  readonly unclosed: 0 | 1;
  /** 1 for a row whose openings of calls and of replies differ in number. */
  readonly callsNotReplies: 0 | 1;
  readonly suspectTurns: number;
}

/** Counts the calls of one row. An opening inside another call's body was itself never closed. */
export function countCalls(trajectory: Trajectory, conventions: CallConventions): CallCounts {
  const counted = trajectory.calls.filter(call => call.closed || !conventions.needsClosingTag);
  const isUnclosed = trajectory.calls.some(call => !call.closed || call.body.includes("<tool_call>"));
  return {
    all: counted.length,
    zoom: counted.filter(call => call.isZoom).length,
    notJson: counted.filter(call => call.problem?.code === "not-json").length,
    unclosed: isUnclosed ? 1 : 0,
    callsNotReplies: trajectory.callOpenings === trajectory.replyOpenings ? 0 : 1,
    suspectTurns: trajectory.suspectTurns,
  };
}
