import { advantageColumn } from "../../core/reward/advantageColumn.js";
import { loggedScores } from "../../core/reward/loggedScores.js";
import type { FactSet } from "./factSource.js";

/** Advantages of the logged scores of sets, each computed once. */
export class SideAdvantages {
  private readonly known = new WeakMap<FactSet, Float64Array>();

  /** By index in the set, by `grpo`; NaN without a score, and in a group of one, where nothing is relative. */
  of(facts: FactSet): Float64Array {
    const found = this.known.get(facts);
    if (found !== undefined) return found;
    const { values } = advantageColumn(facts, loggedScores(facts.view), "grpo");
    for (const group of facts.groups) if (group.length === 1) values[group[0] ?? 0] = Number.NaN;
    this.known.set(facts, values);
    return values;
  }
}
