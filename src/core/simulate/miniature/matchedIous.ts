import { assignTargets } from "../../page/assignTargets.js";
import type { Box } from "../../page/box.js";
import { iou } from "../../page/iou.js";
import type { MiniatureCall } from "./miniature.js";

/** The IoU of each call with the target that the best one-to-one assignment gives it; 0 for refused and surplus calls. */
export function matchedIous(calls: readonly MiniatureCall[], targets: readonly Box[]): readonly number[] {
  const values = calls.map(({ box, isExecuted }) => targets.map(target => (isExecuted ? iou(box, target) : 0)));
  if (targets.length === 1) return oneMatched(values.map(([value = 0]) => value));
  const assigned = assignTargets(values);
  return values.map((row, call) => row[assigned[call] ?? -1] ?? 0);
}

/** The earliest of the best calls has the only target. */
function oneMatched(values: readonly number[]): readonly number[] {
  const best = values.indexOf(Math.max(...values));
  return values.map((value, call) => (call === best ? value : 0));
}
