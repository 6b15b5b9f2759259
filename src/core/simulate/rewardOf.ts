import type { Box } from "../page/box.js";
import { clampBox } from "../page/clampBox.js";
import { iou } from "../page/iou.js";
import { matchBoxes } from "../page/matchBoxes.js";
import type { Size } from "../page/size.js";
import type { Behaviour } from "./behaviour.js";
import type { SimulatedCall, SimulatedRollout } from "./simulatedRollout.js";

/** The parts of a reward as the trainer logs them. */
export interface LoggedReward {
  readonly format: number;
  readonly acc: number;
  readonly count: number;
  readonly iou: number;
  readonly total: number;
}

export interface RewardContext {
  readonly targets: readonly Box[];
  readonly expectedZooms: number;
  readonly page: Size;
  readonly scoring: Behaviour["scoring"];
}

/** The paper's m: calls that the trainer parses and that ask for a crop, refused ones too. */
const isCounted = ({ writing }: SimulatedCall) => writing !== "other-tool" && writing !== "broken-json";

/** Clamped to the page; a refused call has no box and counts with 0. */
function scoredBox(call: SimulatedCall, page: Size): Box | null {
  return call.outcome?.kind === "executed" ? clampBox(call.requested, page) : null;
}

function ious(calls: readonly SimulatedCall[], { targets, page, scoring }: RewardContext): readonly number[] {
  if (scoring === "assigned")
    return matchBoxes(
      calls.map(call => scoredBox(call, page)),
      targets,
    ).map(match => match.iou);
  return calls.map((call, index) => {
    const target = targets[index];
    return target === undefined ? 0 : iou(call.requested, target);
  });
}

/** Python's `round(value, 6)` is close enough here: logs hold such short floats. */
const short = (value: number) => Math.round(value * 1e6) / 1e6;

/**
 * The paper's reward: R = R_format + R_acc + R_tool (Eq. 1), R_tool = (1 + [R_acc > 0]) (R_count + R_iou) (Eq. 2),
 * R_iou = the sum of the calls' IoU over the root of their number (Eq. 3). R_count is 1 when as many zooms were
 * executed as expected.
 */
export function rewardOf(rollout: SimulatedRollout, context: RewardContext): LoggedReward {
  const calls = rollout.calls.filter(isCounted);
  const executed = calls.filter(call => call.outcome?.kind === "executed").length;
  const format = isWellFormed(rollout) ? 1 : 0;
  const acc = rollout.isRight ? 1 : 0;
  const count = executed === context.expectedZooms ? 1 : 0;
  const sum = ious(calls, context).reduce((total, value) => total + value, 0);
  const overlap = calls.length === 0 ? 0 : short(sum / Math.sqrt(calls.length));
  return { format, acc, count, iou: overlap, total: short(format + acc + (1 + acc) * (count + overlap)) };
}

function isWellFormed({ ending, calls }: SimulatedRollout): boolean {
  const isClean = (call: SimulatedCall) => isCounted(call) && call.writing !== "box-as-text";
  return (ending === "answer" || ending === "two-answers") && calls.every(isClean);
}
