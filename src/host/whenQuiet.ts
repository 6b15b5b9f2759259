/** Milliseconds. */
interface Patience {
  /** How long nothing more has to happen. */
  readonly quiet: number;
  /** After which it is no longer waited for that; without it there is no end to waiting. */
  readonly most?: number;
}

/** Calls `act` once for many things that happen one after the other: `soon` is called for each of them. */
export function whenQuiet({ quiet, most = Infinity }: Patience, act: () => void) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let since = 0;
  /** What is waited for is forgotten. */
  const dispose = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const soon = () => {
    const now = Date.now();
    if (timer === null) since = now;
    dispose();
    const left = Math.max(0, most - (now - since));
    timer = setTimeout(
      () => {
        timer = null;
        act();
      },
      Math.min(quiet, left),
    );
  };
  return { soon, dispose } as const;
}
