import { compareStateSchema, type CompareState } from "../../src/protocol/reward/compareViewApi.js";
import type { CompareModel } from "./compareModel.js";
import { rememberWhenQuiet } from "../rememberWhenQuiet.js";

const stateOf = (model: CompareModel): CompareState => ({
  scope: model.scope.value,
  question: model.question.value,
  taskKind: model.taskKind.value,
  cell: model.cell.value,
  sort: model.sort.value,
  tab: model.tab.value,
  over: model.over.value,
  camera: model.camera.value,
  selectedCall: model.selectedCall.value,
});

function takeUp(model: CompareModel, state: CompareState): void {
  model.scope.value = state.scope;
  model.question.value = state.question;
  model.taskKind.value = state.taskKind;
  model.cell.value = state.cell;
  model.sort.value = state.sort;
  model.tab.value = state.tab;
  model.over.value = state.over;
  model.camera.value = state.camera;
  model.selectedCall.value = state.selectedCall;
}

/** Takes up what was remembered, and remembers from now on. */
export function keepCompareState(model: CompareModel, saved: unknown, write: (state: CompareState) => void): void {
  const state = compareStateSchema.safeParse(saved).data;
  if (state !== undefined) takeUp(model, state);
  rememberWhenQuiet(() => stateOf(model), write);
}
