import { moveStage } from "../page/moveStage.js";
import { zoomToCall } from "../page/zoomToCall.js";
import { compareActions } from "./compareActions.js";
import type { CompareModel } from "./compareModel.js";
import type { ShownKinds } from "./sharedStage.js";

/** Where letters and arrows belong to what has the focus. */
const ownKeys = "input, textarea, select, [contenteditable]";

function toggle({ shown }: CompareModel, kind: keyof ShownKinds): void {
  shown.value = { ...shown.value, [kind]: !shown.value[kind] };
}

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
  "0": ({ rightStage }) => moveStage.fit(rightStage),
  "+": ({ rightStage }) => moveStage.zoomIn(rightStage),
  "=": ({ rightStage }) => moveStage.zoomIn(rightStage),
  "-": ({ rightStage }) => moveStage.zoomOut(rightStage),
};

const isOnStage = ({ target }: KeyboardEvent) => target instanceof Element && target.closest(".stage") !== null;

function press(model: CompareModel, event: KeyboardEvent): boolean {
  const { key, code, shiftKey } = event;
  // Shift makes another character of these two, and not the same one on every keyboard.
  if (shiftKey && (code === "Comma" || code === "Period")) {
    compareActions.move(model, "left", code === "Comma" ? -1 : 1);
    return true;
  }
  const arrow = moveStage.arrow(key);
  if (arrow !== null && isOnStage(event)) moveStage.pan(model.rightStage, ...arrow);
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
