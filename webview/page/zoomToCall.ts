import type { Box } from "../../src/core/page/box.js";
import { fitCamera } from "./fitCamera.js";
import type { StageModel } from "./stageModel.js";
import { unionOf } from "./unionOf.js";

/** CSS pixels around a box that is zoomed to. */
const margin = 48;

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
  const boxes = model.boxes.value.filter(({ kind, index }) => kind !== "target" && index === call);
  const whole = unionOf(boxes.map(({ box }) => box));
  if (whole !== null) model.camera.value = fitCamera(clip(whole, model.bounds.value), model.stage.value, margin);
}
