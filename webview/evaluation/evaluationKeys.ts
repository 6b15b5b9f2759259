import { decideActions } from "./decideActions.js";
import type { EvaluationModel } from "./evaluationModel.js";

/** Where letters are typed, or keys have a meaning of their own. */
const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input[type=text], select, textarea") !== null;

const isButton = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("button, input, a") !== null;

function act(model: EvaluationModel, { key, target }: KeyboardEvent): boolean {
  if (model.listQuery.value === null) return false;
  const decision = decideActions.find(one => one.key === key.toLowerCase());
  if (decision !== undefined) {
    model.decide(decision.outcome);
    return true;
  }
  const inList = target instanceof Element && target.closest(".answerlist") !== null;
  if (key === "Escape") closeList(model);
  else if (key === "j" || (inList && key === "ArrowDown")) model.step(1);
  else if (key === "k" || (inList && key === "ArrowUp")) model.step(-1);
  else if (key === "Enter" && !isButton(target)) model.openOnPage();
  else return false;
  return true;
}

/** Closes the list; what it was opened from has the focus again. */
export function closeList(model: EvaluationModel): void {
  document.querySelector<HTMLElement>(".cell.open > .cellbutton")?.focus();
  model.openList(null);
}

/** Listens for keys until disposed. */
export function listenForKeys(model: EvaluationModel): () => void {
  const listener = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
    if (act(model, event)) event.preventDefault();
  };
  document.addEventListener("keydown", listener);
  return () => document.removeEventListener("keydown", listener);
}
