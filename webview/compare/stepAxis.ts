import type { RolloutSet, RolloutSource } from "../../src/protocol/reward/rolloutSet.js";
import { sideSets } from "./sideSets.js";

/** The axis that all sides share: steps from the first to the last of any of their sources. */
export interface StepAxis {
  readonly first: number;
  readonly last: number;
  /** Ascending, of all sources together. */
  readonly steps: readonly number[];
}

/** So many labels fit. */
const mostLabels = 9;

export const stepAxis = {
  /** Null where there is nothing to move along. */
  of(sides: readonly RolloutSet[], sources: readonly RolloutSource[]): StepAxis | null {
    const own = new Set(sides.flatMap(set => sideSets.sourceOf(set, sources) ?? []));
    const steps = [...new Set([...own].flatMap(source => source.steps))].sort((a, b) => a - b);
    const [first, last] = [steps[0], steps.at(-1)];
    return first === undefined || last === undefined || first === last ? null : { first, last, steps };
  },

  /** A step's place, from 0 to 1. */
  share: ({ first, last }: StepAxis, step: number): number => (step - first) / (last - first),

  /** The step of a source that is nearest to a place of the axis. */
  nearest({ first, last }: StepAxis, share: number, steps: readonly number[]): number | null {
    const wanted = first + share * (last - first);
    return steps.reduce<number | null>(
      (best, step) => (best === null || Math.abs(step - wanted) < Math.abs(best - wanted) ? step : best),
      null,
    );
  },

  /** Steps that are written below the axis, always the first and the last. */
  labels({ steps }: StepAxis): readonly number[] {
    const every = Math.ceil((steps.length - 1) / (mostLabels - 1));
    const kept = steps.filter((_, i) => i % every === 0 && steps.length - 1 - i >= every * 0.6);
    const last = steps.at(-1);
    return last === undefined ? kept : [...kept, last];
  },
} as const;
