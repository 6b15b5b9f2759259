/** Words of a shingle. */
const width = 5;

/** The shingles of a text as numbers of 52 bits; a text of fewer words is one shingle. Sorted, each once. */
function shinglesOf(words: readonly string[], wordIds: Map<string, number>): Float64Array {
  const ids = words.map(word => {
    const known = wordIds.get(word) ?? wordIds.size + 1;
    wordIds.set(word, known);
    return known;
  });
  const found = new Set<number>();
  for (let at = 0; at + width <= Math.max(width, ids.length); at++) found.add(hashed(ids, at));
  return Float64Array.from(found).sort();
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
function shared(a: Float64Array, b: Float64Array): number {
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

/**
 * For each text the first earlier one that stays and that it is more alike to than `most` (Jaccard of 5-grams); null: it
 * stays. Exact, and fast: two texts can only be so alike if they share one of the seldom shingles at their beginning when
 * shingles are sorted by how often they come (prefix filtering), so that only those few are compared.
 */
export function alikeTexts(texts: readonly (readonly string[])[], most: number): readonly (AlikeText | null)[] {
  const ids = new Map<string, number>();
  const sets = texts.map(words => shinglesOf(words, ids));
  const counts = new Map<number, number>();
  for (const set of sets) for (const shingle of set) counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  const byRarity = (a: number, b: number): number => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || a - b;
  const index = new Map<number, number[]>();
  return sets.map((set, at) => {
    const prefixLength = set.length - Math.ceil(most * set.length - 1e-9) + 1;
    const prefix = Array.from(set).sort(byRarity).slice(0, prefixLength);
    const found = firstAlike(set, prefix, index, sets, most);
    if (found === null) for (const shingle of prefix) place(index, shingle, at);
    return found;
  });
}

function place(index: Map<number, number[]>, shingle: number, at: number): void {
  const list = index.get(shingle);
  if (list === undefined) index.set(shingle, [at]);
  else list.push(at);
}

function firstAlike(
  set: Float64Array,
  prefix: readonly number[],
  index: ReadonlyMap<number, readonly number[]>,
  sets: readonly Float64Array[],
  most: number,
): AlikeText | null {
  const candidates = new Set(prefix.flatMap(shingle => index.get(shingle) ?? []));
  for (const candidate of [...candidates].sort((a, b) => a - b)) {
    const other = sets[candidate] ?? new Float64Array();
    const [less, more] = [Math.min(set.length, other.length), Math.max(set.length, other.length)];
    if (less < most * more) continue;
    const both = shared(set, other);
    const share = both / (set.length + other.length - both);
    if (share > most) return { index: candidate, alikeness: share };
  }
  return null;
}
