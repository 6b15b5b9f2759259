import { setTimeout as wait } from "node:timers/promises";

interface Patience {
  /** Aborted when nothing more is to be expected: what is there then is found by one last look. */
  readonly end: AbortSignal;
  readonly milliseconds: number;
  /** From one look to the next. */
  readonly lookMilliseconds: number;
}

/** Looks for something until it is there; null: it never was. */
export async function untilListed<Found>(
  look: () => Promise<Found | null>,
  { end, milliseconds, lookMilliseconds }: Patience,
): Promise<Found | null> {
  const last = Date.now() + milliseconds;
  for (;;) {
    const isLast = end.aborted || Date.now() >= last;
    const found = await look();
    if (found !== null || isLast) return found;
    await wait(lookMilliseconds, undefined, { signal: end }).catch(() => undefined);
  }
}
