import type { ViewModel } from "./viewModel.js";

/** Where keys belong to what has the focus: fields, and parts that scroll or close by their own keys. */
const ownKeys = "input, textarea, select, [contenteditable], [data-own-keys]";

/** Tells the host whether the view has the focus and whether keys are text, so that its keys stay silent then. */
export function reportFocus(model: ViewModel): void {
  let told = "";
  const report = () => {
    const hasFocus = document.hasFocus();
    const isInput = (document.activeElement?.closest(ownKeys) ?? null) !== null;
    const news = `${hasFocus} ${isInput}`;
    if (news === told) return;
    told = news;
    model.run(model.host.focusChanged({ hasFocus, isInput }));
  };
  // While the focus moves, nothing has it: look when it has arrived.
  const later = () => void setTimeout(report, 0);
  for (const name of ["focus", "blur", "focusin", "focusout"]) window.addEventListener(name, later);
  model.overlay.subscribe(later);
}
