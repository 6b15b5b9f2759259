import { computed, signal } from "@preact/signals";
import type { Box } from "../../src/core/page/box.js";
import type { Size } from "../../src/core/page/size.js";
import type { DrawnBox } from "../page/drawnBoxes.js";
import { fitCamera } from "../page/fitCamera.js";
import { pageBounds } from "../page/pageBounds.js";
import type { StageGrab, StageModel } from "../page/stageModel.js";
import type { Point } from "../page/projection.js";
import { draftEdits } from "./draftEdits.js";
import { GripLayer } from "./gripLayer.js";
import { MarkLayer } from "./markLayer.js";
import type { ReviewModel } from "./reviewModel.js";
import { gripAt, moveGrip } from "./targetGrips.js";

/** CSS pixels around a fitted page: a tag's height and a little more. */
const fitMargin = 20;

const nothing: Size = { width: 1, height: 1 };

/** Takes the corner or the box that a press is on, while one is dragged. Another one of its kind under it is taken up. */
function grab(model: ReviewModel, at: Point, reach: number): StageGrab | null {
  const mode = model.mode.value;
  const question = model.current.value;
  if (mode.kind !== "drag" || question === null) return null;
  const { what } = mode;
  const boxes = draftEdits.boxes(model, what);
  const places = [mode.place, ...boxes.keys()];
  const place = places.find(one => boxes[one] !== undefined && gripAt(boxes[one], at, reach) !== null);
  const box = place === undefined ? undefined : boxes[place];
  const grip = box === undefined ? null : gripAt(box, at, reach);
  if (place === undefined || box === undefined || grip === null) return null;
  model.mode.value = { ...mode, place, grip };
  return {
    move: to => {
      const moved = moveGrip(box, grip, to.x - at.x, to.y - at.y, question);
      draftEdits.setBox(model, what, place, moved);
    },
    end: () => undefined,
  };
}

function makeStage(model: ReviewModel): StageModel {
  const stage = signal<Size>({ width: 0, height: 0 });
  const { camera, current, shown, see, loader, pageT } = model;
  const pageSize = computed<Size>(() => shown.value?.page?.image ?? current.value ?? nothing);
  const boxes = computed<readonly DrawnBox[]>(() =>
    (current.value?.targets ?? []).map(({ box, role }, index) => ({ kind: "target", index, box, role })),
  );
  const bounds = computed<Box>(() =>
    pageBounds(
      pageSize.value,
      boxes.value.map(({ box }) => box),
    ),
  );
  return {
    ...{ t: pageT, image: loader.image, camera, stage, pageSize, bounds, boxes },
    view: computed(() => camera.value ?? fitCamera(bounds.value, stage.value, fitMargin)),
    visibleBoxes: computed(() => (see.value.targets ? boxes.value : [])),
    marks: signal([]),
    selectedCall: signal<number | null>(null),
    hoveredCall: signal<number | null>(null),
    targetOf: () => null,
    callOf: () => null,
    select: () => undefined,
    underBoxes: MarkLayer,
    overBoxes: GripLayer,
    grab: (at, reach) => grab(model, at, reach),
  };
}

const stages = new WeakMap<ReviewModel, StageModel>();

/** The page of the review, on the stage that every view of a page has. */
export const reviewStage = {
  of(model: ReviewModel): StageModel {
    const stage = stages.get(model) ?? makeStage(model);
    stages.set(model, stage);
    return stage;
  },
} as const;
