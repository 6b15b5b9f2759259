import type { PaidParts } from "./advantageColumn.js";
import { batchOf } from "./batchOf.js";
import type { GroupedFacts } from "./groupedFacts.js";
import { ruleAt } from "./ruleAt.js";
import { scoreTerms, type ScoredTerm } from "./scoreTerms.js";
import type { Strategy } from "./strategy.js";

/**
 * A term's part as a reward function would log it beside its total: its value, or 0 behind a closed gate. Weights are left
 * out: `gdpo` standardises every part by itself.
 */
function valueOf({ part, isOpen }: ScoredTerm): number {
  if (isOpen === false) return 0;
  return isOpen === null || part === null ? Number.NaN : part;
}

/** Of several terms of one part the one without a gate says its value: Eq. 2 pays the tool once in any case. */
function partsOf(terms: readonly ScoredTerm[]): ReadonlyMap<string, number> {
  const gatedFirst = [...terms].sort((a, b) => b.term.when.length - a.term.when.length);
  return new Map(gatedFirst.map(scored => [scored.term.part, valueOf(scored)]));
}

/** The parts that a strategy pays for, by index. NaN where not recomputable; absent parts pay nothing. */
export function paidParts(facts: GroupedFacts, strategy: Strategy): PaidParts {
  const { view, groups } = facts;
  const columns = new Map<string, Float64Array>();
  for (const group of groups) {
    const rule = ruleAt(strategy, view.stepOf(group[0] ?? 0));
    if (rule === null) continue;
    const batch = batchOf(facts, group);
    for (const index of group)
      for (const [part, value] of partsOf(scoreTerms(view.rewardAt(index), rule, batch).terms)) {
        const column = columns.get(part) ?? new Float64Array(view.count);
        columns.set(part, column);
        column[index] = value;
      }
  }
  return Object.fromEntries(columns);
}
