import { moveStage } from "../page/moveStage.js";
import { distilActions } from "./distilActions.js";
import type { DistilModel } from "./distilModel.js";
import { distilStage } from "./distilStage.js";

/** Where letters and arrows belong to what has the focus. */
const ownKeys = "input, textarea, select, [contenteditable], [data-own-keys]";

/** Letters that decide: a key that is held decides once. */
const decisions: Readonly<Record<string, (model: DistilModel) => void>> = {
  y: distilActions.accept,
  n: model => distilActions.reject(model),
  u: model => distilActions.undo(model),
};

const views: Readonly<Record<string, (model: DistilModel) => void>> = {
  j: model => distilActions.step(model, 1),
  k: model => distilActions.step(model, -1),
  z: model => distilActions.zoom(model),
  t: model => distilActions.toggle(model, "targets"),
  c: model => distilActions.toggle(model, "zooms"),
  m: model => distilActions.toggle(model, "marks"),
  "0": model => moveStage.fit(distilStage.of(model)),
  "+": model => moveStage.zoomIn(distilStage.of(model)),
  "=": model => moveStage.zoomIn(distilStage.of(model)),
  "-": model => moveStage.zoomOut(distilStage.of(model)),
};

const isWithin = ({ target }: KeyboardEvent, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

function walk(model: DistilModel, event: KeyboardEvent): boolean {
  const arrow = moveStage.arrow(event.key);
  if (arrow === null) return false;
  if (isWithin(event, ".stage")) moveStage.pan(distilStage.of(model), ...arrow);
  else if (isWithin(event, ".tracelist") && arrow[1] !== 0) distilActions.step(model, arrow[1] > 0 ? 1 : -1);
  else return false;
  return true;
}

function press(model: DistilModel, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  if (key === "escape" && model.mode.value !== "look") model.mode.value = "look";
  else if (model.mode.value === "reject" && /^[1-9]$/.test(key)) {
    if (!event.repeat) distilActions.rejectBy(model, Number(key));
  } else if (key === "enter" && !isWithin(event, "button, summary, a")) distilActions.openOnPage(model);
  else if (Object.hasOwn(views, key)) views[key]?.(model);
  else if (Object.hasOwn(decisions, key)) {
    if (!event.repeat) decisions[key]?.(model);
  } else return walk(model, event);
  return true;
}

/** The keys of the view, wherever the focus is but in a field. Listens until disposed. */
export function listenForKeys(model: DistilModel): () => void {
  const listener = (event: KeyboardEvent) => {
    const isOthers = event.ctrlKey || event.metaKey || event.altKey || isWithin(event, ownKeys);
    if (isOthers || model.tab.value === "counts") return;
    // A stage has stopped the browser's own scrolling by its arrows; what another part has dealt with is its own.
    if (event.defaultPrevented && !isWithin(event, ".stage")) return;
    if (press(model, event)) event.preventDefault();
  };
  window.addEventListener("keydown", listener);
  return () => window.removeEventListener("keydown", listener);
}
