import { computed } from "@preact/signals";
import { selectCall } from "../selectCall.js";
import type { ViewModel } from "../viewModel.js";
import type { StageModel } from "./stageModel.js";

/** The stage of a rollout view. */
export function rolloutStage(model: ViewModel): StageModel {
  const { t, loader, camera, view, stage, pageSize, bounds, boxes, visibleBoxes } = model;
  const { selectedCall, hoveredCall, rollout, shown } = model;
  return {
    ...{ t, camera, view, stage, pageSize, bounds, boxes, visibleBoxes, selectedCall, hoveredCall },
    image: loader.image,
    marks: computed(() => (shown.value.marks ? (rollout.value?.marks ?? []) : [])),
    targetOf: call => rollout.value?.placed[call]?.target ?? null,
    callOf: target => {
      const call = rollout.value?.placed.findIndex(placed => placed.target === target) ?? -1;
      return call < 0 ? null : call;
    },
    select: call => selectCall(model, call),
  };
}
