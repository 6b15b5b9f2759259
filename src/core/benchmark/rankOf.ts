import { makeRandom } from "../simulate/random.js";

/**
 * A number from 0 to 1 that a thing has under a seed for a purpose. What is chosen or arranged by it does not change
 * when other things come or go, so that few decisions become stale by a build with one page more.
 */
export const rankOf = (seed: number, purpose: string, id: string) => makeRandom(seed, purpose, id).uniform();

/** Things by their rank, the ids deciding where ranks are equal. */
export function byRank<T>(
  things: readonly T[],
  idOf: (thing: T) => string,
  seed: number,
  purpose: string,
): readonly T[] {
  return things
    .map(thing => ({ thing, id: idOf(thing), rank: rankOf(seed, purpose, idOf(thing)) }))
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .map(({ thing }) => thing);
}
