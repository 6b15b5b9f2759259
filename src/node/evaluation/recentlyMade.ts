/** The last things that were made, by key, so that neighbours share them. Bounded by their number. */
export class RecentlyMade<Made> {
  readonly #most: number;
  readonly #made = new Map<string, Promise<Made>>();

  constructor(most: number) {
    this.#most = most;
  }

  /** What was made of this key is made anew the next time. */
  forget(key: string): void {
    this.#made.delete(key);
  }

  /** What was made of this key, or is being made. */
  get(key: string, make: () => Promise<Made>): Promise<Made> {
    const found = this.#made.get(key) ?? make();
    this.#made.delete(key);
    this.#made.set(key, found);
    for (const oldest of this.#made.keys()) {
      if (this.#made.size <= this.#most) break;
      this.#made.delete(oldest);
    }
    return found;
  }
}
