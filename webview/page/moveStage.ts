import { panCamera } from "./panCamera.js";
import type { StageModel } from "./stageModel.js";
import { zoomCamera } from "./zoomCamera.js";

type Moved = Pick<StageModel, "camera" | "view" | "stage" | "bounds">;

const zoomStep = 1.25;
/** The share of the stage that one press of an arrow moves. */
const panShare = 0.12;

const arrows: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function zoomBy({ camera, view, stage }: Moved, factor: number): void {
  const { width, height } = stage.value;
  camera.value = zoomCamera(view.value, stage.value, factor, { x: width / 2, y: height / 2 });
}

/** What keys and buttons do to the camera of a stage. */
export const moveStage = {
  zoomIn: (stage: Moved): void => zoomBy(stage, zoomStep),
  zoomOut: (stage: Moved): void => zoomBy(stage, 1 / zoomStep),

  /** The whole page again. */
  fit({ camera }: Moved): void {
    camera.value = null;
  },

  /** In presses of an arrow. */
  pan({ camera, view, stage, bounds }: Moved, right: number, down: number): void {
    const { width, height } = stage.value;
    camera.value = panCamera(view.value, right * width * panShare, down * height * panShare, bounds.value);
  },

  /** Where the arrow on a key points to; null: the key is none. */
  arrow: (key: string): readonly [right: number, down: number] | null =>
    Object.hasOwn(arrows, key) ? (arrows[key] ?? null) : null,
} as const;
