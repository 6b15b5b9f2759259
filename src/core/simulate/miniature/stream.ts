/**
 * Random numbers of streams that are named by whole numbers: sfc32 (Chris Doty-Humphrey, PractRand), as `random.ts`. One
 * object goes from stream to stream without leaving anything behind, since a training needs one for every rollout.
 */
export class Stream {
  private readonly state = new Int32Array(4);
  private spare = Number.NaN;

  /** Goes to the start of a stream. The same names give the same numbers everywhere. */
  open(...names: readonly number[]): this {
    let one = 0x9e3779b9;
    let two = 0x243f6a88;
    for (const name of names) {
      one = mixed(one ^ Math.imul(name, 0x85ebca6b));
      two = mixed(Math.imul(two, 31) + name);
    }
    this.state[0] = one;
    this.state[1] = two;
    this.state[2] = one ^ Math.imul(two, 0xc2b2ae35);
    this.state[3] = 1;
    this.spare = Number.NaN;
    for (let round = 0; round < 12; round++) this.next();
    return this;
  }

  private next(): number {
    const { state } = this;
    const a = state[0] ?? 0;
    const b = state[1] ?? 0;
    const c = state[2] ?? 0;
    const counter = state[3] ?? 0;
    const sum = (((a + b) | 0) + counter) | 0;
    state[3] = counter + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** In (0, 1). */
  uniform(): number {
    return (this.next() + 0.5) / 4294967296;
  }

  /** From 0 to n - 1. */
  int(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Standard normal, two at a time (Box and Muller). */
  normal(): number {
    const { spare } = this;
    if (!Number.isNaN(spare)) {
      this.spare = Number.NaN;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
}

/** MurmurHash3's finaliser. */
function mixed(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
