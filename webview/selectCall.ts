import type { ViewModel } from "./viewModel.js";

/** One selection: the box, its call and its tree item. Selecting the selected call again lets it go. */
export function selectCall(model: ViewModel, call: number, canToggle = true): void {
  const count = model.rollout.value?.placed.length ?? 0;
  if (call < 0 || call >= count) return;
  const next = canToggle && model.selectedCall.value === call ? null : call;
  model.selectedCall.value = next;
  model.run(model.host.reveal({ call: next }));
}
