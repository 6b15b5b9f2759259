export interface RetryBudgetOptions {
  /** How many questions the run asks. */
  readonly items: number;
  /** Retries that a run may make without asking, as a share of its questions. */
  readonly share?: number;
  /** And at least so many, for runs of a few questions: as many as one question may need. */
  readonly least?: number;
  /** Called when they are used up; true gives as many again. The run stands still until it is answered. */
  readonly onSpent: (retries: number) => Promise<boolean>;
}

/**
 * How often a run may send questions again. A server that fails now and then costs a few; one that is broken would cost
 * all questions five times over, so that somebody is asked first.
 */
export class RetryBudget {
  readonly #step: number;
  readonly #onSpent: RetryBudgetOptions["onSpent"];
  #left: number;
  #used = 0;
  /** Waits that the server asked for since it last answered. */
  #asked = 0;
  #asking: Promise<boolean> | null = null;
  #isOver = false;

  constructor({ items, share = 0.05, least = 5, onSpent }: RetryBudgetOptions) {
    this.#step = Math.max(least, Math.ceil(items * share));
    this.#left = this.#step;
    this.#onSpent = onSpent;
  }

  /** Retries made so far. */
  get used(): number {
    return this.#used;
  }

  /** Comes back once nobody is being asked whether to go on. */
  async answered(): Promise<void> {
    await this.#asking;
  }

  /** Takes one retry; false: there are no more, now and later. */
  async take(): Promise<boolean> {
    while (!this.#isOver && this.#left === 0) {
      // Whoever comes meanwhile waits for the same answer.
      this.#asking ??= this.#ask();
      await this.#asking;
    }
    if (this.#isOver) return false;
    this.#left--;
    this.#used++;
    return true;
  }

  /**
   * Takes a retry after a wait that the server asked for. That is how it shares its time and no sign that it is broken, so
   * that it costs nothing of the run's retries, unless it asks again and again and answers nothing in between.
   */
  async takeAsked(): Promise<boolean> {
    if (this.#isOver) return false;
    if (++this.#asked > this.#step) return this.take();
    await this.answered();
    this.#used++;
    return !this.#isOver;
  }

  /** The server gave an answer: what it asks for after that is asked for anew. */
  hasAnswered(): void {
    this.#asked = 0;
  }

  async #ask(): Promise<boolean> {
    try {
      const goesOn = await this.#onSpent(this.#used);
      if (goesOn) this.#left = this.#step;
      else this.#isOver = true;
      return goesOn;
    } finally {
      this.#asking = null;
    }
  }
}
