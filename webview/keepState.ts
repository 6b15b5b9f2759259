import { effect } from "@preact/signals";
import type { RolloutRef } from "../src/protocol/rolloutRef.js";
import { viewStateSchema, type ViewState } from "../src/protocol/viewApi.js";
import type { ViewModel } from "./viewModel.js";

/** Milliseconds of quiet before the state is written: a drag changes the camera sixty times a second. */
const quiet = 150;

const isSameRef = (a: RolloutRef | null, b: RolloutRef | null) => a !== null && a.file === b?.file && a.row === b.row;

/** What the view remembered, or null when there is nothing or it cannot be trusted. */
const readState = (saved: unknown): ViewState | null => viewStateSchema.safeParse(saved).data ?? null;

const stateOf = (model: ViewModel): ViewState => ({
  ref: model.row.value?.ref ?? null,
  isPinned: model.isPinned.value,
  camera: model.camera.value,
  shown: model.shown.value,
  selectedCall: model.selectedCall.value,
});

/**
 * Takes up what was remembered of the row on show (or only the switches, when another row is on show), and remembers
 * from now on.
 */
export function keepState(model: ViewModel, saved: unknown, write: (state: ViewState) => void): void {
  const state = readState(saved);
  const ref = model.row.value?.ref;
  if (state !== null) model.shown.value = state.shown;
  if (state !== null && isSameRef(state.ref, ref ?? null)) {
    model.camera.value = state.camera;
    const calls = model.rollout.value?.placed.length ?? 0;
    if (state.selectedCall !== null && state.selectedCall < calls) model.selectedCall.value = state.selectedCall;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const next = stateOf(model);
    clearTimeout(timer);
    timer = setTimeout(() => write(next), quiet);
  });
}
