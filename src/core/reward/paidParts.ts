import type { PaidParts } from "./advantageColumn.js";
import { batchOf } from "./batchOf.js";
import type { GroupedFacts } from "./groupedFacts.js";
import { ruleAt } from "./ruleAt.js";
import { scoreTerms } from "./scoreTerms.js";
import type { Strategy } from "./strategy.js";

/** What a strategy pays for each part, by index: all terms of the part together. NaN where not recomputable. */
export function paidParts(facts: GroupedFacts, strategy: Strategy): PaidParts {
  const { view, groups } = facts;
  const columns = new Map<string, Float64Array>();
  const columnOf = (name: string) => {
    const found = columns.get(name) ?? new Float64Array(view.count);
    columns.set(name, found);
    return found;
  };
  for (const group of groups) {
    const rule = ruleAt(strategy, view.stepOf(group[0] ?? 0));
    if (rule === null) continue;
    const batch = batchOf(facts, group);
    for (const index of group)
      for (const { term, pays } of scoreTerms(view.rewardAt(index), rule, batch).terms) {
        const column = columnOf(term.part);
        column[index] = (column[index] ?? 0) + (pays ?? Number.NaN);
      }
  }
  return Object.fromEntries(columns);
}
