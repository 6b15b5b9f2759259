import type { Finding, FindingLevel } from "./finding.js";

const ranks: Readonly<Record<FindingLevel, number>> = { error: 0, warning: 1, note: 2, good: 3 };

/** Errors first, then warnings, notes and what is right; in their order within a level. */
export function sortedFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => ranks[a.level] - ranks[b.level]);
}
