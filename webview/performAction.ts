import type { ViewAction } from "../src/protocol/viewApi.js";
import { panCamera } from "./page/panCamera.js";
import { zoomCamera } from "./page/zoomCamera.js";
import { zoomToCall } from "./page/zoomToCall.js";
import { selectCall } from "./selectCall.js";
import { turnFocus } from "./trajectory/turnFocus.js";
import type { ViewModel } from "./viewModel.js";

const zoomStep = 1.25;
/** The share of the stage that one press of an arrow moves. */
const panShare = 0.12;

function toggle(model: ViewModel, what: keyof ViewModel["shown"]["value"]): void {
  model.shown.value = { ...model.shown.value, [what]: !model.shown.value[what] };
}

function zoom(model: ViewModel, factor: number): void {
  const { width, height } = model.stage.value;
  model.camera.value = zoomCamera(model.view.value, model.stage.value, factor, { x: width / 2, y: height / 2 });
}

function pan(model: ViewModel, right: number, down: number): void {
  const { width, height } = model.stage.value;
  const [x, y] = [right * width * panShare, down * height * panShare];
  model.camera.value = panCamera(model.view.value, x, y, model.bounds.value);
}

/** Lists move by their own keys; the host sends the key all the same. */
const isInList = () => (document.activeElement?.closest("[role=listbox]") ?? null) !== null;

function arrow(model: ViewModel, right: -1 | 0 | 1, down: -1 | 0 | 1): void {
  if (isInList()) return;
  if (right === 0 && turnFocus.isInside()) turnFocus.move(down === 1 ? 1 : -1);
  else pan(model, right, down);
}

/** Enter on a turn goes to its box; on a button it is the button's own. */
function enter(model: ViewModel): void {
  const call = turnFocus.callOfFocusedTurn();
  if (call === null) return;
  selectCall(model, call, false);
  zoomToCall(model, call);
}

const letters: ReadonlyMap<ViewAction, (model: ViewModel) => void> = new Map<ViewAction, (model: ViewModel) => void>([
  ["toggleTargets", model => toggle(model, "targets")],
  ["toggleExecuted", model => toggle(model, "executed")],
  ["toggleRequested", model => toggle(model, "requested")],
  ["toggleMarks", model => toggle(model, "marks")],
  ["zoomToCall", model => zoomToCall(model, model.selectedCall.value ?? 0)],
  ["fitPage", model => (model.camera.value = null)],
  ["zoomIn", model => zoom(model, zoomStep)],
  ["zoomOut", model => zoom(model, 1 / zoomStep)],
  ["up", model => arrow(model, 0, -1)],
  ["down", model => arrow(model, 0, 1)],
  ["left", model => arrow(model, -1, 0)],
  ["right", model => arrow(model, 1, 0)],
  ["enter", enter],
  ["showKeys", model => (model.overlay.value = model.overlay.value === "keys" ? "none" : "keys")],
]);

/** Does what a key or a command asked for. */
export function performAction(model: ViewModel, action: ViewAction): void {
  const digit = /^selectCall(\d)$/.exec(action)?.[1];
  if (digit !== undefined) selectCall(model, Number(digit) - 1);
  else letters.get(action)?.(model);
}
