import { moveStage } from "../page/moveStage.js";
import { draftEdits } from "./draftEdits.js";
import { reviewActions } from "./reviewActions.js";
import type { ReviewMode, ReviewModel } from "./reviewModel.js";
import { reviewStage } from "./reviewStage.js";
import { grips, moveGrip } from "./targetGrips.js";
import { walkQueue } from "./walkQueue.js";

/** Page pixels that an arrow moves a target or a mark by, and with Shift. */
const nudge = 1;
const farNudge = 10;

/** Where letters and arrows belong to what has the focus. */
const ownKeys = "input, textarea, select, [contenteditable]";

type Drag = Extract<ReviewMode, { kind: "drag" }>;

/** Letters that decide: a key that is held decides once. */
const decisions: Readonly<Record<string, (model: ReviewModel) => void>> = {
  y: reviewActions.accept,
  n: model => reviewActions.reject(model),
  u: model => reviewActions.undo(model),
  s: model => reviewActions.swap(model),
  x: reviewActions.skip,
  q: reviewActions.unsure,
  f: reviewActions.flag,
  e: model => {
    if (model.shown.value !== null) model.mode.value = { kind: "edit" };
  },
  d: model => reviewActions.drag(model, "target", 0),
  b: model => reviewActions.drag(model, "mark", 0),
};

const views: Readonly<Record<string, (model: ReviewModel) => void>> = {
  j: model => walkQueue.by(model, 1),
  k: model => walkQueue.by(model, -1),
  z: model => reviewActions.zoom(model),
  m: model => reviewActions.toggle(model, "marks"),
  t: model => reviewActions.toggle(model, "targets"),
  g: model => reviewActions.toggle(model, "segments"),
  "0": model => moveStage.fit(reviewStage.of(model)),
  "+": model => moveStage.zoomIn(reviewStage.of(model)),
  "=": model => moveStage.zoomIn(reviewStage.of(model)),
  "-": model => moveStage.zoomOut(reviewStage.of(model)),
};

function moveBy(model: ReviewModel, { what, place, grip }: Drag, right: number, down: number): void {
  const page = model.current.value;
  const box = draftEdits.boxes(model, what)[place];
  if (page === null || box === undefined) return;
  draftEdits.setBox(model, what, place, moveGrip(box, grip, right, down, page));
}

/** Ends a drag with what was before it. */
function letGo(model: ReviewModel, { before }: Drag): void {
  reviewActions.discard(model);
  draftEdits.change(model, before);
}

function dragKey(model: ReviewModel, mode: Drag, { key, shiftKey }: KeyboardEvent): boolean {
  const arrow = moveStage.arrow(key);
  if (arrow !== null) {
    const by = shiftKey ? farNudge : nudge;
    moveBy(model, mode, arrow[0] * by, arrow[1] * by);
  } else if (key === "Tab") {
    const next = (grips.indexOf(mode.grip) + (shiftKey ? grips.length - 1 : 1)) % grips.length;
    model.mode.value = { ...mode, grip: grips[next] ?? "move" };
  } else if (/^[1-9]$/.test(key)) {
    if (draftEdits.boxes(model, mode.what)[Number(key) - 1] !== undefined)
      model.mode.value = { ...mode, place: Number(key) - 1, grip: "move" };
  } else if (key === "Enter" || key.toLowerCase() === (mode.what === "target" ? "d" : "b"))
    model.mode.value = { kind: "look" };
  else if (key === "Escape") letGo(model, mode);
  else return false;
  return true;
}

function plainKey(model: ReviewModel, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  const arrow = moveStage.arrow(event.key);
  if (arrow !== null && isOnStage(event)) moveStage.pan(reviewStage.of(model), ...arrow);
  else if (Object.hasOwn(views, key)) views[key]?.(model);
  else if (Object.hasOwn(decisions, key)) {
    if (!model.init.value.canWrite) model.word.value = { kind: "failed", text: model.t("restricted") };
    else if (!event.repeat) decisions[key]?.(model);
  } else return false;
  return true;
}

function press(model: ReviewModel, event: KeyboardEvent): boolean {
  const mode = model.mode.value;
  if (event.key === "Escape" && mode.kind !== "look") {
    model.mode.value = { kind: "look" };
    return true;
  }
  if (mode.kind === "reject" && /^[1-9]$/.test(event.key)) {
    if (!event.repeat) reviewActions.rejectBy(model, Number(event.key));
    return true;
  }
  return plainKey(model, event);
}

const isOnStage = ({ target }: KeyboardEvent) => target instanceof Element && target.closest(".stage") !== null;

const isOthers = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  ctrlKey || metaKey || altKey || (target instanceof Element && target.closest(ownKeys) !== null);

/** The keys of the view, wherever the focus is but in a field. */
export function reviewKeys(model: ReviewModel): void {
  const drag = (event: KeyboardEvent) => {
    const mode = model.mode.value;
    if (mode.kind !== "drag" || isOthers(event) || !dragKey(model, mode, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Before anything else: while a box is dragged, its arrows are not those of the list that has the focus.
  window.addEventListener("keydown", drag, { capture: true });
  window.addEventListener("keydown", event => {
    // A stage has stopped the browser's own scrolling by its arrows; what another part has dealt with is its own.
    if ((event.defaultPrevented && !isOnStage(event)) || isOthers(event)) return;
    if (press(model, event)) event.preventDefault();
  });
}
