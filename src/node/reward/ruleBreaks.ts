import type { RuleSpan } from "../../core/reward/ruleSpan.js";
import { spanBreaks } from "../../core/reward/spanBreaks.js";
import { writtenBreaks } from "../../core/reward/writtenBreaks.js";
import type { FactSet } from "./factSource.js";

/** Where the rule of a set's rewards changed: what its rows say, else what its totals tell. */
export interface RuleBreaks {
  /** Steps from which on another rule holds, ascending. */
  of(facts: FactSet): Promise<readonly number[]>;
}

interface Known {
  readonly lastStep: number;
  readonly breaks: readonly number[];
}

/** Finding the rule of every step again costs as much as scoring the set: in a run that grows it waits for so many steps. */
const stepsBetween = 8;
const keptSets = 32;

const lastStepOf = ({ steps }: FactSet) => steps.reduce((last, { step }) => Math.max(last, step ?? last), -Infinity);

/** `spansOf` finds the rules that the totals follow (see the audit). */
export function ruleBreaks(spansOf: (facts: FactSet) => Promise<readonly RuleSpan[]>): RuleBreaks {
  const kept = new Map<string, Known>();
  const found = async (facts: FactSet): Promise<readonly number[]> => {
    const key = JSON.stringify(facts.set);
    const lastStep = lastStepOf(facts);
    const known = kept.get(key);
    if (known !== undefined && lastStep >= known.lastStep && lastStep - known.lastStep < stepsBetween)
      return known.breaks;
    const breaks = spanBreaks(await spansOf(facts));
    kept.delete(key);
    kept.set(key, { lastStep, breaks });
    const oldest = kept.size > keptSets ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return breaks;
  };
  return {
    of: async facts => {
      const written = writtenBreaks(facts.view, facts.steps);
      return written.length > 0 ? written : found(facts);
    },
  };
}
