import type { ViewAction } from "../src/protocol/viewApi.js";
import { moveStage } from "./page/moveStage.js";
import { zoomToCall } from "./page/zoomToCall.js";
import { selectCall } from "./selectCall.js";
import { turnFocus } from "./trajectory/turnFocus.js";
import type { ViewModel } from "./viewModel.js";

function toggle(model: ViewModel, what: keyof ViewModel["shown"]["value"]): void {
  model.shown.value = { ...model.shown.value, [what]: !model.shown.value[what] };
}

/** Lists move by their own keys; the host sends the key all the same. */
const isInList = () => (document.activeElement?.closest("[role=listbox]") ?? null) !== null;

function arrow(model: ViewModel, right: -1 | 0 | 1, down: -1 | 0 | 1): void {
  if (isInList()) return;
  if (right === 0 && turnFocus.isInside()) turnFocus.move(down === 1 ? 1 : -1);
  else moveStage.pan(model, right, down);
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
  ["fitPage", model => moveStage.fit(model)],
  ["zoomIn", moveStage.zoomIn],
  ["zoomOut", moveStage.zoomOut],
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
