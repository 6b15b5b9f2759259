import { effect } from "@preact/signals";
import { viewStateSchema, type ViewState } from "../src/protocol/viewApi.js";
import { takeUpState } from "./takeUpState.js";
import type { ViewModel } from "./viewModel.js";

/** Milliseconds of quiet before the state is written: a drag changes the camera sixty times a second. */
const quiet = 150;

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
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const next = stateOf(model);
    clearTimeout(timer);
    timer = setTimeout(() => write(next), quiet);
  });
}
