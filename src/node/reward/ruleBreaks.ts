import type { RuleSpan } from "../../core/reward/ruleSpan.js";
import { spanBreaks } from "../../core/reward/spanBreaks.js";
import { writtenBreaks } from "../../core/reward/writtenBreaks.js";
import type { FactSet } from "./factSource.js";

/** Where the rule of a set's rewards changed: what its rows say, else what its totals tell. */
export interface RuleBreaks {
  /** Steps from which on another rule holds, ascending. `turn` lets others have the thread, or throws to end the work. */
  of(facts: FactSet, turn: () => Promise<void>): Promise<readonly number[]>;
}

interface Known {
  readonly lastStep: number;
  readonly breaks: readonly number[];
}

/** Finding the rule of every step again costs as much as scoring the set: in a run that grows it waits for so many steps. */
const stepsBetween = 8;
const keptSets = 32;

const lastStepOf = ({ steps }: FactSet) => steps.reduce((last, { step }) => Math.max(last, step ?? last), -Infinity);

/** Finds the rules that the totals follow; see the audit. */
type SpansOf = (facts: FactSet, turn: () => Promise<void>) => Promise<readonly RuleSpan[]>;

/** Where the rows say nothing of their rule, `spansOf` tells it. */
export function ruleBreaks(spansOf: SpansOf): RuleBreaks {
  const kept = new Map<string, Known>();
  const found = async (facts: FactSet, turn: () => Promise<void>): Promise<readonly number[]> => {
    const key = JSON.stringify(facts.set);
    const lastStep = lastStepOf(facts);
    const known = kept.get(key);
    if (known !== undefined && lastStep >= known.lastStep && lastStep - known.lastStep < stepsBetween)
      return known.breaks;
    const breaks = spanBreaks(await spansOf(facts, turn));
    kept.delete(key);
    kept.set(key, { lastStep, breaks });
    const oldest = kept.size > keptSets ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return breaks;
  };
  return {
    of: async (facts, turn) => {
      const written = writtenBreaks(facts.view, facts.steps);
      return written.length > 0 ? written : found(facts, turn);
    },
  };
}
