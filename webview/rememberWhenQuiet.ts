import { effect } from "@preact/signals";

/** Milliseconds of quiet before the state is written: dragging and typing change it with every move and key. */
const quiet = 150;

/** Writes what `stateOf` says whenever the signals that it reads have changed and then rested. */
export function rememberWhenQuiet<State>(stateOf: () => State, write: (state: State) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const next = stateOf();
    clearTimeout(timer);
    timer = setTimeout(() => write(next), quiet);
  });
}
