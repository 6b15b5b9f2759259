import { panCamera } from "../page/panCamera.js";
import { zoomCamera } from "../page/zoomCamera.js";
import { zoomToCall } from "../page/zoomToCall.js";
import { compareActions } from "./compareActions.js";
import type { CompareModel } from "./compareModel.js";
import type { ShownKinds } from "./sharedStage.js";

const zoomStep = 1.25;
/** The share of the stage that one press of an arrow moves. */
const panShare = 0.12;

/** Where letters and arrows belong to what has the focus. */
const ownKeys = "input, textarea, select, [contenteditable]";

function toggle({ shown }: CompareModel, kind: keyof ShownKinds): void {
  shown.value = { ...shown.value, [kind]: !shown.value[kind] };
}

/** Changes of the view that both stages share. */
export const stageView = {
  zoom({ rightStage: { view, stage }, camera }: CompareModel, factor: number): void {
    const { width, height } = stage.value;
    camera.value = zoomCamera(view.value, stage.value, factor, { x: width / 2, y: height / 2 });
  },
  zoomIn: (model: CompareModel) => stageView.zoom(model, zoomStep),
  zoomOut: (model: CompareModel) => stageView.zoom(model, 1 / zoomStep),
  fit: ({ camera }: CompareModel) => {
    camera.value = null;
  },
  pan({ rightStage: { view, stage, bounds }, camera }: CompareModel, right: number, down: number): void {
    const { width, height } = stage.value;
    camera.value = panCamera(view.value, right * width * panShare, down * height * panShare, bounds.value);
  },
} as const;

const letters: Readonly<Record<string, (model: CompareModel) => void>> = {
  ",": model => compareActions.move(model, "right", -1),
  ".": model => compareActions.move(model, "right", 1),
  j: model => compareActions.walk(model, 1),
  k: model => compareActions.walk(model, -1),
  t: model => toggle(model, "target"),
  x: model => toggle(model, "executed"),
  r: model => toggle(model, "requested"),
  m: model => toggle(model, "marks"),
  z: model => zoomToCall(model.rightStage, model.selectedCall.peek() ?? 0),
  "0": stageView.fit,
  "+": stageView.zoomIn,
  "=": stageView.zoomIn,
  "-": stageView.zoomOut,
};

const arrows: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const isOnStage = ({ target }: KeyboardEvent) => target instanceof Element && target.closest(".stage") !== null;

function press(model: CompareModel, event: KeyboardEvent): boolean {
  const { key, code, shiftKey } = event;
  // Shift makes another character of these two, and not the same one on every keyboard.
  if (shiftKey && (code === "Comma" || code === "Period")) {
    compareActions.move(model, "left", code === "Comma" ? -1 : 1);
    return true;
  }
  const arrow = arrows[key];
  if (arrow !== undefined && isOnStage(event)) stageView.pan(model, ...arrow);
  else if (/^[1-9]$/.test(key)) model.rightStage.select(Number(key) - 1);
  else if (Object.hasOwn(letters, key.toLowerCase())) letters[key.toLowerCase()]?.(model);
  else return false;
  return true;
}

/** The keys of the view, wherever the focus is but in a field. */
export function stageKeys(model: CompareModel): void {
  window.addEventListener("keydown", event => {
    // A stage has stopped the browser's own scrolling by its arrows; what another part has dealt with is its own.
    if ((event.defaultPrevented && !isOnStage(event)) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(ownKeys) !== null) return;
    if (press(model, event)) event.preventDefault();
  });
}
