import { effect } from "@preact/signals";

/** Milliseconds of quiet before the state is written: dragging and typing change it with every move and key. */
const quiet = 150;

/**
 * Writes what `stateOf` says whenever the signals that it reads have changed and then rested. Until it is written the
 * page's body says so in `data-unremembered`: who loads the window again before that loses the last change.
 */
export function rememberWhenQuiet<State>(stateOf: () => State, write: (state: State) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const next = stateOf();
    clearTimeout(timer);
    document.body.dataset["unremembered"] = "";
    timer = setTimeout(() => {
      write(next);
      delete document.body.dataset["unremembered"];
    }, quiet);
  });
}
