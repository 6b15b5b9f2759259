import type { Box } from "../../src/core/page/box.js";
import { fitCamera } from "./fitCamera.js";
import type { StageModel } from "./stageModel.js";

/** CSS pixels around a box that is zoomed to. */
const margin = 48;

const union = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0], a[2], b[2]),
  Math.min(a[1], b[1], a[3], b[3]),
  Math.max(a[0], b[0], a[2], b[2]),
  Math.max(a[1], b[1], a[3], b[3]),
];

const clip = (box: Box, [x1, y1, x2, y2]: Box): Box => [
  Math.max(box[0], x1),
  Math.max(box[1], y1),
  Math.min(box[2], x2),
  Math.min(box[3], y2),
];

/**
 * Brings the boxes of a zoom call into view, requested and executed, as large as the stage allows. Nothing happens
 * where there is no box.
 */
export function zoomToCall(
  model: Pick<StageModel, "boxes" | "bounds" | "camera" | "stage">,
  call: number | null,
): void {
  const boxes = model.boxes.value
    .filter(({ kind, index }) => kind !== "target" && index === call)
    .map(({ box }) => box);
  const [first] = boxes;
  if (first === undefined) return;
  const whole = clip(boxes.reduce(union, union(first, first)), model.bounds.value);
  model.camera.value = fitCamera(whole, model.stage.value, margin);
}
