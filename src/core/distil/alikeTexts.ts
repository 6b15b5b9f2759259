/** Words of a shingle. */
const width = 5;

/** The shingles of a text as numbers of 52 bits; a text of fewer words is one shingle. Sorted, each once. */
function shinglesOf(words: readonly string[], wordIds: Map<string, number>): Float64Array {
  const ids = words.map(word => {
    const known = wordIds.get(word) ?? wordIds.size + 1;
    wordIds.set(word, known);
    return known;
  });
  const found = new Float64Array(Math.max(1, ids.length - width + 1));
  for (let at = 0; at < found.length; at++) found[at] = hashed(ids, at);
  found.sort();
  let last = 0;
  for (const shingle of found) if (shingle !== found[last]) found[++last] = shingle;
  return found.subarray(0, last + 1);
}

/** Two hashes of 26 bits each, of the ids of five words in a row. */
function hashed(ids: readonly number[], from: number): number {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let at = from; at < Math.min(from + width, ids.length); at++) {
    const id = ids[at] ?? 0;
    a = Math.imul(a ^ id, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul(b + id, 0x85ebca6b);
    b ^= b >>> 13;
  }
  return (a >>> 6) * 0x400_0000 + (b >>> 6);
}

/** Shared elements of two sorted lists. */
function shared(a: Float64Array | Int32Array, b: Float64Array | Int32Array): number {
  let [i, j, count] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [x = 0, y = 0] = [a[i], b[j]];
    if (x === y) count++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return count;
}

/** Shingles of five words that two texts share, of all that either has: from 0 to 1. */
export function alikeness(a: readonly string[], b: readonly string[]): number {
  const ids = new Map<string, number>();
  const [x, y] = [shinglesOf(a, ids), shinglesOf(b, ids)];
  const both = shared(x, y);
  return both / (x.length + y.length - both);
}

/** Another text that one is too much alike to. */
export interface AlikeText {
  readonly index: number;
  readonly alikeness: number;
}

/** Shingles of a text that others have as well, by how seldom they are, the rarest first; and how many it has in all. */
interface Ranked {
  readonly ranks: Int32Array;
  readonly all: number;
}

/** Most shingles stand in one text alone and can be shared by none: they count, and are not kept. */
function rankedSets(texts: readonly (readonly string[])[]): readonly Ranked[] {
  const ids = new Map<string, number>();
  const sets = texts.map(words => shinglesOf(words, ids));
  const counts = new Map<number, number>();
  for (const set of sets) for (const shingle of set) counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count > 1).sort((a, b) => a[1] - b[1]);
  const rankOf = new Map(common.map(([shingle], rank) => [shingle, rank]));
  return sets.map(set => {
    const ranks: number[] = [];
    for (const shingle of set) {
      const rank = rankOf.get(shingle);
      if (rank !== undefined) ranks.push(rank);
    }
    return { ranks: Int32Array.from(ranks).sort(), all: set.length };
  });
}

/**
 * For each text the first earlier one that stays and that it is more alike to than `most` (Jaccard of 5-grams); null: it
 * stays. Exact, and fast: two texts can only be so alike if they share one of the seldom shingles at their beginning when
 * shingles are sorted by how often they come (prefix filtering), so that only those few are compared. `onCompared` is told
 * of each pair.
 */
export function alikeTexts(
  texts: readonly (readonly string[])[],
  most: number,
  onCompared: () => void = () => undefined,
): readonly (AlikeText | null)[] {
  const sets = rankedSets(texts);
  const index = new Map<number, number[]>();
  return sets.map((set, at) => {
    const { ranks, all } = set;
    const prefixLength = all - Math.ceil(most * all - 1e-9) + 1;
    // Those that are in no other text come before all others.
    const prefix = ranks.subarray(0, Math.max(0, prefixLength - (all - ranks.length)));
    const found = firstAlike(set, prefix, index, sets, most, onCompared);
    if (found === null) for (const rank of prefix) place(index, rank, at);
    return found;
  });
}

function place(index: Map<number, number[]>, rank: number, at: number): void {
  const list = index.get(rank);
  if (list === undefined) index.set(rank, [at]);
  else list.push(at);
}

function firstAlike(
  set: Ranked,
  prefix: Int32Array,
  index: ReadonlyMap<number, readonly number[]>,
  sets: readonly Ranked[],
  most: number,
  onCompared: () => void,
): AlikeText | null {
  const candidates = new Set<number>();
  for (const rank of prefix) for (const candidate of index.get(rank) ?? []) candidates.add(candidate);
  for (const candidate of [...candidates].sort((a, b) => a - b)) {
    const other = sets[candidate];
    if (other === undefined || Math.min(set.all, other.all) < most * Math.max(set.all, other.all)) continue;
    onCompared();
    const both = shared(set.ranks, other.ranks);
    const share = both / (set.all + other.all - both);
    if (share > most) return { index: candidate, alikeness: share };
  }
  return null;
}
