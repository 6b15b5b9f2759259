/** The last things that were made, by key, so that neighbours share them. Bounded by their number. */
export class RecentlyMade<Made extends object> {
  readonly #most: number;
  readonly #made = new Map<string, Made>();

  constructor(most: number) {
    this.#most = most;
  }

  /** What was made of this key; a promise where it is still being made. */
  get(key: string, make: () => Made): Made {
    const found = this.#made.get(key) ?? make();
    this.#made.delete(key);
    this.#made.set(key, found);
    for (const oldest of this.#made.keys()) {
      if (this.#made.size <= this.#most) break;
      this.#made.delete(oldest);
    }
    return found;
  }

  has(key: string): boolean {
    return this.#made.has(key);
  }

  /** What was made of this key is made anew the next time. */
  forget(key: string): void {
    this.#made.delete(key);
  }

  /** Forgets all others. */
  keep(keys: readonly string[]): void {
    for (const key of this.#made.keys()) if (!keys.includes(key)) this.#made.delete(key);
  }
}
