import type { ViewModel } from "../viewModel.js";
import { fitCamera } from "./fitCamera.js";

/** CSS pixels around a box that is zoomed to. */
const margin = 48;

/** Brings the box of a zoom call into view, as large as the stage allows. Nothing happens where there is no box. */
export function zoomToCall(model: ViewModel, call: number | null): void {
  const placed = call === null ? undefined : model.rollout.value?.placed[call];
  const box = placed?.executed ?? placed?.page ?? null;
  if (box !== null) model.camera.value = fitCamera(box, model.stage.value, margin);
}
