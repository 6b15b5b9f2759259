interface Waiting {
  readonly wanted: number;
  readonly grant: (places: number) => void;
}

/**
 * How much a run may still ask. Several take of it at once and give back what they did not need; who cannot have all that
 * is wanted waits until nobody is left who could give something back, so that a limit is used up wherever there is enough to ask.
 */
export class WritingPlaces {
  #left: number;
  #holders = 0;
  #waiting: readonly Waiting[] = [];

  /** `limit`: all that may be asked; Infinity where there is no limit. */
  constructor(limit: number) {
    this.#left = limit;
  }

  /** How many of so many places one gets, in the order of asking; to be given back by `release`, also where it is none. */
  take(wanted: number): Promise<number> {
    const places = new Promise<number>(grant => {
      this.#waiting = [...this.#waiting, { wanted, grant }];
    });
    this.#serve();
    return places;
  }

  /** Ends a turn. `unused`: the places that were granted and not needed. */
  release(unused: number): void {
    this.#left += unused;
    this.#holders--;
    this.#serve();
  }

  #serve(): void {
    for (;;) {
      const [next, ...others] = this.#waiting;
      if (next === undefined || (this.#left < next.wanted && this.#holders > 0)) return;
      const places = Math.min(next.wanted, this.#left);
      this.#left -= places;
      this.#holders++;
      this.#waiting = others;
      next.grant(places);
    }
  }
}
