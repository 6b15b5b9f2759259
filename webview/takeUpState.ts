import type { RolloutRef } from "../src/protocol/rolloutRef.js";
import type { ViewModel } from "./viewModel.js";

const isSame = (a: RolloutRef | null, b: RolloutRef) => a !== null && a.file === b.file && a.row === b.row;

/**
 * Takes up camera and selection of before a reload, once their rollout is on show. Right after a reload its file may
 * not be read yet; when another row is shown, what was remembered is let go.
 */
export function takeUpState(model: ViewModel): void {
  const state = model.remembered.value;
  const row = model.row.value;
  if (state === null || row === null) return;
  const isWanted = isSame(state.ref, row.ref);
  if (isWanted && row.kind === "unreadable") return;
  model.remembered.value = null;
  if (!isWanted || row.kind === "unreadable") return;
  model.camera.value = state.camera;
  if (state.selectedCall !== null && state.selectedCall < row.placed.length)
    model.selectedCall.value ??= state.selectedCall;
}
