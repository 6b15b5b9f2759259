import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Box } from "../../src/core/page/box.js";
import type { Size } from "../../src/core/page/size.js";
import type { QuestionPanes } from "../../src/protocol/reward/compareApi.js";
import type { Camera } from "../page/camera.js";
import { boxesOfCalls, type DrawnBox } from "../page/drawnBoxes.js";
import { fitCamera } from "../page/fitCamera.js";
import { pageBounds } from "../page/pageBounds.js";
import type { PageLoader } from "../page/pageLoader.js";
import type { StageModel } from "../page/stageModel.js";
import type { Translate } from "../translate.js";
import type { FilmSides } from "./sideSets.js";

/** CSS pixels around a fitted page: a tag's height and a little more. */
const fitMargin = 20;

const sizeOfNothing: Size = { width: 1, height: 1 };

/** Which kinds of boxes are drawn, on every side. */
export interface ShownKinds {
  readonly target: boolean;
  readonly executed: boolean;
  readonly requested: boolean;
  readonly marks: boolean;
}

/** Two stages with one page, one camera and one selection. */
export interface SharedStage {
  readonly pageT: Translate;
  readonly loader: PageLoader;
  readonly camera: Signal<Camera | null>;
  readonly selectedCall: Signal<number | null>;
  readonly shown: Signal<ShownKinds>;
  readonly leftStage: StageModel;
  readonly rightStage: StageModel;
}

interface Parts {
  readonly t: Translate;
  readonly loader: PageLoader;
  readonly loaded: ReadonlySignal<(FilmSides & { readonly panes: QuestionPanes | null }) | null>;
}

type Loaded = NonNullable<Parts["loaded"]["value"]>;

function boxesOf(loaded: Loaded | null, side: "left" | "right"): readonly DrawnBox[] {
  const question = loaded?.panes ?? null;
  if (loaded === null || question === null) return [];
  const calls = question.panes[loaded[side]]?.calls ?? [];
  return boxesOfCalls(
    question.targets,
    calls.map(call => ({ ...call, isChanged: false })),
  );
}

const smaller = (a: Size, b: Size): Size => {
  if (a.width === 0) return b;
  if (b.width === 0) return a;
  return { width: Math.min(a.width, b.width), height: Math.min(a.height, b.height) };
};

/** The two large views: whatever moves or selects in one does so in the other, since they share the signals. */
export function sharedStage({ t, loader, loaded }: Parts): SharedStage {
  const camera = signal<Camera | null>(null);
  const selectedCall = signal<number | null>(null);
  const hoveredCall = signal<number | null>(null);
  const shown = signal<ShownKinds>({ target: true, executed: true, requested: true, marks: true });
  const sizes = { left: signal<Size>({ width: 0, height: 0 }), right: signal<Size>({ width: 0, height: 0 }) };
  const boxes = {
    left: computed(() => boxesOf(loaded.value, "left")),
    right: computed(() => boxesOf(loaded.value, "right")),
  };
  const pageSize = computed<Size>(() => loaded.value?.panes?.page ?? sizeOfNothing);
  const bounds = computed<Box>(() =>
    pageBounds(
      pageSize.value,
      [...boxes.left.value, ...boxes.right.value].map(({ box }) => box),
    ),
  );
  // One camera for both, also while the page is fitted: the smaller stage decides.
  const view = computed(
    () => camera.value ?? fitCamera(bounds.value, smaller(sizes.left.value, sizes.right.value), fitMargin),
  );
  const stageOf = (side: "left" | "right"): StageModel => ({
    ...{ t, camera, view, pageSize, bounds, selectedCall, hoveredCall },
    image: loader.image,
    stage: sizes[side],
    boxes: boxes[side],
    visibleBoxes: computed(() => boxes[side].value.filter(({ kind }) => shown.value[kind])),
    marks: computed(() => (shown.value.marks ? (loaded.value?.panes?.marks ?? []) : [])),
    targetOf: () => null,
    callOf: () => null,
    select: call => {
      selectedCall.value = selectedCall.value === call ? null : call;
    },
  });
  return {
    ...{ pageT: t, loader, camera, selectedCall, shown },
    leftStage: stageOf("left"),
    rightStage: stageOf("right"),
  };
}
