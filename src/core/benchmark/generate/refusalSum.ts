import { refusalCodes, type RefusalCode, type RefusalCounts } from "../candidateRefusal.js";

/** Refusals of several pages together, by reason in the order of the list of reasons. */
export function refusalSum(all: readonly RefusalCounts[]): RefusalCounts {
  const sum: Partial<Record<RefusalCode, number>> = {};
  for (const code of refusalCodes) {
    const count = all.reduce((total, counts) => total + (counts[code] ?? 0), 0);
    if (count > 0) sum[code] = count;
  }
  return sum;
}
