import { computed, signal } from "@preact/signals";
import type { Box } from "../../src/core/page/box.js";
import type { Size } from "../../src/core/page/size.js";
import { boxesOfCalls, type DrawnBox } from "../page/drawnBoxes.js";
import { fitCamera } from "../page/fitCamera.js";
import { pageBounds } from "../page/pageBounds.js";
import type { StageModel } from "../page/stageModel.js";
import type { DistilModel } from "./distilModel.js";
import { QuestionMarks } from "./questionMarks.js";

/** CSS pixels around a fitted page: a tag's height and a little more. */
const fitMargin = 20;

const nothing: Size = { width: 1, height: 1 };

function makeStage(model: DistilModel): StageModel {
  const stage = signal<Size>({ width: 0, height: 0 });
  const { camera, trace, see, loader, pageT, selectedCall } = model;
  const pageSize = computed<Size>(() => trace.value?.page ?? nothing);
  const boxes = computed<readonly DrawnBox[]>(() => {
    const calls = trace.value?.calls ?? [];
    return boxesOfCalls(
      trace.value?.targets ?? null,
      calls.map(call => ({ ...call, isChanged: false })),
    );
  });
  const bounds = computed<Box>(() =>
    pageBounds(
      pageSize.value,
      boxes.value.map(({ box }) => box),
    ),
  );
  return {
    ...{ t: pageT, image: loader.image, camera, stage, pageSize, bounds, boxes, selectedCall },
    view: computed(() => camera.value ?? fitCamera(bounds.value, stage.value, fitMargin)),
    visibleBoxes: computed(() =>
      boxes.value.filter(({ kind }) => (kind === "target" ? see.value.targets : see.value.zooms)),
    ),
    marks: signal([]),
    hoveredCall: signal<number | null>(null),
    targetOf: () => null,
    callOf: () => null,
    select: call => {
      selectedCall.value = selectedCall.value === call ? null : call;
    },
    underBoxes: QuestionMarks,
  };
}

const stages = new WeakMap<DistilModel, StageModel>();

/** The page of the trace on show, on the stage that every view of a page has. */
export const distilStage = {
  of(model: DistilModel): StageModel {
    const stage = stages.get(model) ?? makeStage(model);
    stages.set(model, stage);
    return stage;
  },
} as const;
