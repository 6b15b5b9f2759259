import type { CallConventions } from "../../core/rollout/callConventions.js";
import { isNotRun } from "../../core/rollout/isNotRun.js";
import { isParsedCall } from "../../core/rollout/isParsedCall.js";
import type { Outcome } from "../../core/rollout/outcome.js";
import type { PlacedCall } from "../../core/rollout/placedCall.js";
import type { RolloutDetails } from "../../core/rollout/rolloutDetails.js";
import type { Trajectory } from "../../core/rollout/trajectory.js";
import { executedCalls } from "./executedCalls.js";

/**
 * The further columns of a rollout, from its parsed trajectory and its zoom calls on the page. Counted are the calls that
 * the trainer's own parser takes for one; a call that nobody ran was not executed, but nobody refused it.
 */
export function detailsOf(
  outcome: Outcome,
  trajectory: Trajectory,
  placed: readonly PlacedCall[],
  conventions: CallConventions,
): RolloutDetails {
  const ious = placed.flatMap(({ iou }) => (iou === null ? [] : [iou]));
  return {
    outcome,
    calls: placed.filter(({ call }) => isParsedCall(call, conventions)).length,
    executed: executedCalls(placed) ?? placed.filter(({ executed }) => executed !== null).length,
    refused: placed.filter(({ refusedBy }) => refusedBy !== null && !isNotRun(refusedBy)).length,
    judged: ious.length,
    meanIou: ious.length === 0 ? null : ious.reduce((sum, iou) => sum + iou, 0) / ious.length,
    bestIou: ious.length === 0 ? null : Math.max(...ious),
    ious,
    cut: trajectory.cut,
    problems: trajectory.turns.reduce(
      (sum, turn) => sum + turn.parts.filter(({ problem }) => problem !== null).length,
      0,
    ),
  };
}
