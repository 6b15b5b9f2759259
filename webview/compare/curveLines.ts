import type { QuestionPoint } from "../../src/protocol/reward/compareApi.js";
import { stepAxis, type StepAxis } from "./stepAxis.js";

/** The height of the drawing; its width is 1000. IoUs go from 0 at the bottom to 1 at the top. */
const height = 100;

/**
 * A curve over the axis as the path of an SVG of 1000 × 100. A step without a value is a gap; a lone point is a line of
 * no length, which round ends make a dot.
 */
export function curveLine(
  points: readonly QuestionPoint[],
  which: "firstIou" | "secondIou",
  axis: StepAxis,
): string | null {
  let path = "";
  let isDown = false;
  for (const point of points) {
    const value = point[which];
    if (value === null || point.step === null) {
      isDown = false;
      continue;
    }
    const at = `${(1000 * stepAxis.share(axis, point.step)).toFixed(1)} ${(height * (1 - value)).toFixed(1)}`;
    path += isDown ? `L${at}` : `M${at}h0`;
    isDown = true;
  }
  return path === "" ? null : path;
}
