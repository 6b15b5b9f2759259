import type { PaidPart, PaidParts } from "./advantageColumn.js";
import { batchOf } from "./batchOf.js";
import type { GroupedFacts } from "./groupedFacts.js";
import { ruleAt } from "./ruleAt.js";
import { scoreTerms, type ScoredTerm } from "./scoreTerms.js";
import type { Strategy } from "./strategy.js";

/** A term's part as a reward function would log it beside its total: its value, or 0 behind a closed gate. */
function valueOf({ part, isOpen }: ScoredTerm): number {
  if (isOpen === false) return 0;
  return isOpen === null || part === null ? Number.NaN : part;
}

/**
 * Of several terms of one part those with the fewest gates say its value and, together, its weight: Eq. 2 pays the tool
 * once in any case.
 */
export function partsOf(terms: readonly ScoredTerm[]): ReadonlyMap<string, WeightedValue> {
  const parts = new Map<string, WeightedValue>();
  for (const scored of terms) {
    const { part, weight, when } = scored.term;
    const found = parts.get(part);
    if (found === undefined || when.length < found.gates)
      parts.set(part, { value: valueOf(scored), weight, gates: when.length });
    else if (when.length === found.gates) parts.set(part, { ...found, weight: found.weight + weight });
  }
  return parts;
}

interface WeightedValue {
  readonly value: number;
  readonly weight: number;
  readonly gates: number;
}

/**
 * The parts that a strategy pays for, by index, with what they count in its sum. NaN where not recomputable; parts that a
 * segment of a schedule does not name weigh nothing there.
 */
export function paidParts(facts: GroupedFacts, strategy: Strategy): PaidParts {
  const { view, groups } = facts;
  const columns = new Map<string, Required<PaidPart>>();
  for (const group of groups) {
    const rule = ruleAt(strategy, view.stepOf(group[0] ?? 0));
    if (rule === null) continue;
    const batch = batchOf(facts, group);
    for (const index of group)
      for (const [part, { value, weight }] of partsOf(scoreTerms(view.rewardAt(index), rule, batch).terms)) {
        const column = columns.get(part) ?? {
          values: new Float64Array(view.count),
          weights: new Float64Array(view.count),
        };
        columns.set(part, column);
        column.values[index] = value;
        column.weights[index] = weight;
      }
  }
  return Object.fromEntries(columns);
}
