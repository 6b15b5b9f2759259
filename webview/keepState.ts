import { viewStateSchema, type ViewState } from "../src/protocol/viewApi.js";
import { takeUpState } from "./takeUpState.js";
import type { ViewModel } from "./viewModel.js";
import { rememberWhenQuiet } from "./rememberWhenQuiet.js";

/** What the view remembered, or null when there is nothing or it cannot be trusted. */
const readState = (saved: unknown): ViewState | null => viewStateSchema.safeParse(saved).data ?? null;

const stateOf = (model: ViewModel): ViewState => ({
  ref: model.row.value?.ref ?? null,
  isPinned: model.isPinned.value,
  camera: model.camera.value,
  selectedCall: model.selectedCall.value,
  // What waits for its rollout is not forgotten meanwhile.
  ...model.remembered.value,
  shown: model.shown.value,
});

/** Takes up what was remembered, as far as it belongs to the row on show, and remembers from now on. */
export function keepState(model: ViewModel, saved: unknown, write: (state: ViewState) => void): void {
  model.remembered.value = readState(saved);
  model.shown.value = model.remembered.value?.shown ?? model.shown.value;
  takeUpState(model);
  rememberWhenQuiet(() => stateOf(model), write);
}
