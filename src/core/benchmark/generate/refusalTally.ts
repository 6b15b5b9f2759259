import type { RefusalCode, RefusalCounts } from "../candidateRefusal.js";

/** Counts refused candidates while a page is gone through. */
export interface RefusalTally {
  add(code: RefusalCode, count?: number): void;
  readonly counts: RefusalCounts;
}

export function refusalTally(): RefusalTally {
  const counts: Partial<Record<RefusalCode, number>> = {};
  return {
    add: (code, count = 1) => {
      if (count > 0) counts[code] = (counts[code] ?? 0) + count;
    },
    counts,
  };
}
