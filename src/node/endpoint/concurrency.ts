import type { Clock } from "../jobs/clock.js";

export interface ConcurrencyOptions {
  readonly clock: Clock;
  readonly start?: number;
  readonly most?: number;
  /** Answers after which one more request may be under way. */
  readonly raiseAfter?: number;
}

/** Leave to send one request, to be given back with how it went. */
export interface Slot {
  leave(how: "answered" | "throttled" | "other"): void;
}

interface Waiting {
  readonly enter: (slot: Slot | null) => void;
}

/**
 * How many requests are under way at once: one more after every 20 answers, half as many when the server says that it is
 * too much (additive increase, multiplicative decrease; facts: evaluation 2.2). Requests that were under way when it was
 * halved do not halve it again: they were sent at the old rate.
 */
export class Concurrency {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #raiseAfter: number;
  readonly #waiting: Waiting[] = [];
  #limit: number;
  #underWay = 0;
  #answers = 0;
  #period = 0;
  #heldUntil = 0;
  #stopTimer: (() => void) | null = null;

  constructor({ clock, start = 4, most = 32, raiseAfter = 20 }: ConcurrencyOptions) {
    this.#clock = clock;
    this.#most = Math.max(1, most);
    this.#limit = Math.min(Math.max(1, start), this.#most);
    this.#raiseAfter = raiseAfter;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Waits for a place, first come first served; null when the signal comes first. */
  enter(signal: AbortSignal): Promise<Slot | null> {
    if (signal.aborted) return Promise.resolve(null);
    return new Promise(resolve => {
      const waiting: Waiting = {
        enter: slot => {
          signal.removeEventListener("abort", onAbort);
          resolve(slot);
        },
      };
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        if (this.#waiting.length === 0) this.#stopTimer?.();
        waiting.enter(null);
      };
      signal.addEventListener("abort", onAbort);
      this.#waiting.push(waiting);
      this.#admit();
    });
  }

  /** Sends nothing for so long: the server asked to be left alone, and means all requests. */
  hold(ms: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#clock.now() + ms);
  }

  #admit(): void {
    const held = this.#heldUntil - this.#clock.now();
    if (held > 0) {
      this.#admitLater(held);
      return;
    }
    while (this.#underWay < this.#limit) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#underWay++;
      next.enter(this.#slot());
    }
  }

  #admitLater(ms: number): void {
    if (this.#stopTimer !== null || this.#waiting.length === 0) return;
    const stop = this.#clock.after(ms, () => {
      this.#stopTimer = null;
      this.#admit();
    });
    this.#stopTimer = () => {
      this.#stopTimer = null;
      stop();
    };
  }

  #slot(): Slot {
    const period = this.#period;
    let isGone = false;
    return {
      leave: how => {
        if (isGone) return;
        isGone = true;
        this.#underWay--;
        if (how === "answered") this.#raise();
        if (how === "throttled" && period === this.#period) this.#halve();
        this.#admit();
      },
    };
  }

  #raise(): void {
    if (++this.#answers < this.#raiseAfter) return;
    this.#answers = 0;
    this.#limit = Math.min(this.#most, this.#limit + 1);
  }

  #halve(): void {
    this.#period++;
    this.#answers = 0;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }
}
