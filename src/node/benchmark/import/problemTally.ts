import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { ProblemCount } from "./importResult.js";

/** How often each kind of problem came up, the most frequent first. */
export function problemTally(problems: readonly ImportProblem[]): readonly ProblemCount[] {
  const counts = new Map<string, ProblemCount>();
  for (const { code, effect } of problems) {
    const key = `${code} ${effect}`;
    counts.set(key, { code, effect, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}
