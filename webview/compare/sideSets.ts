import type { RolloutSet, RolloutSource } from "../../src/protocol/reward/rolloutSet.js";
import { mostSides } from "../../src/protocol/reward/defaultSides.js";

/** What is on the film: the sides, and which two of them are looked at, as indexes into them. */
export interface FilmSides {
  readonly sides: readonly RolloutSet[];
  readonly left: number;
  readonly right: number;
}

const keyOf = ({ run, phase, folder, from, to }: RolloutSet) => JSON.stringify([run, phase, folder, from, to]);

const isSameSource = (a: Omit<RolloutSource, "name" | "steps" | "rollouts">, b: typeof a) =>
  a.run === b.run && a.phase === b.phase && a.folder === b.folder;

/** Where a set belongs among others: behind the last one of its source that is not later, else at the end. */
function placeOf(set: RolloutSet, sets: readonly RolloutSet[]): number {
  const own = sets.flatMap((one, index) => (isSameSource(one, set) ? [index] : []));
  const [first] = own;
  const before = own.findLast(index => (sets[index]?.from ?? -Infinity) <= (set.from ?? -Infinity));
  return before !== undefined ? before + 1 : (first ?? sets.length);
}

function added(sets: readonly RolloutSet[], set: RolloutSet, keep: ReadonlySet<string>): readonly RolloutSet[] {
  if (sets.some(one => keyOf(one) === keyOf(set))) return sets;
  const place = placeOf(set, sets);
  const all = sets.toSpliced(place, 0, set);
  if (all.length <= mostSides) return all;
  const neighbour = [place + 1, place - 1, ...all.keys()].find(index => {
    const one = all[index];
    return one !== undefined && index !== place && !keep.has(keyOf(one));
  });
  return all.filter((_, index) => index !== neighbour);
}

/** Sets of rollouts as sides of a comparison. */
export const sideSets = {
  key: keyOf,
  isSameSource,

  /**
   * The film of the chosen sides and of the two that are looked at, which may have left them along the steps. There are
   * eight at most: one that came takes the place of its neighbour.
   */
  film(chosen: readonly RolloutSet[], left: RolloutSet, right: RolloutSet): FilmSides {
    const keep = new Set([keyOf(left), keyOf(right)]);
    const sides = added(added(chosen, left, keep), right, keep);
    const indexOf = (set: RolloutSet) => sides.findIndex(one => keyOf(one) === keyOf(set));
    return { sides, left: indexOf(left), right: indexOf(right) };
  },

  sourceOf: (set: RolloutSet, sources: readonly RolloutSource[]): RolloutSource | null =>
    sources.find(source => isSameSource(source, set)) ?? null,

  /** The set at a step of the same source. */
  at: (set: RolloutSet, step: number): RolloutSet => ({ ...set, from: step, to: step }),

  /** The set a number of steps farther along its source; null where there is none, or the set is no single step. */
  moved(set: RolloutSet, by: number, sources: readonly RolloutSource[]): RolloutSet | null {
    const source = sideSets.sourceOf(set, sources);
    if (source === null || set.from === null || set.from !== set.to) return null;
    const at = source.steps.indexOf(set.from);
    const step = source.steps[Math.min(source.steps.length - 1, Math.max(0, at + by))];
    return at < 0 || step === undefined || step === set.from ? null : sideSets.at(set, step);
  },
} as const;
