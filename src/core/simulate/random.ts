/** A deterministic stream of random numbers. */
export interface Random {
  /** Uniform in (0, 1). */
  uniform(): number;
  /** Integer from 0 to n - 1. */
  int(n: number): number;
  range(low: number, high: number): number;
  /** Standard normal. */
  normal(): number;
  chance(probability: number): boolean;
  /** One of the items. Throws a RangeError when there is none. */
  pick<T>(items: readonly T[]): T;
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * A stream named by a seed and a path of names, e.g. `(7, "page", 3)`. One stream per purpose: what is added to one
 * part of the sample does not shift the numbers of another. Generator: sfc32 by Chris Doty-Humphrey (PractRand).
 */
export function makeRandom(seed: number, ...path: readonly (string | number)[]): Random {
  return fromUniform(sfc32(hash(`${seed}/${path.join("/")}`)));
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

function sfc32(seed: number): () => number {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return ((sum >>> 0) + 0.5) / 4294967296;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}

function fromUniform(uniform: () => number): Random {
  const int = (n: number) => Math.floor(uniform() * n);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[int(items.length)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  };
  const shuffle = <T>(items: readonly T[]): T[] =>
    items
      .map(item => ({ item, key: uniform() }))
      .sort((left, right) => left.key - right.key)
      .map(({ item }) => item);
  return {
    uniform,
    int,
    range: (low, high) => low + (high - low) * uniform(),
    normal: () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
    chance: probability => uniform() < probability,
    pick,
    shuffle,
  };
}
