import type { Clock } from "../jobs/clock.js";

/** Milliseconds. */
export interface AttemptLimits {
  /** Without a byte. */
  readonly idleMs: number;
  /** From sending to the end. */
  readonly totalMs: number;
}

export const defaultAttemptLimits: AttemptLimits = { idleMs: 120_000, totalMs: 900_000 };

export type EndedBy = "caller" | "idle" | "total";

/** Ends an attempt that takes too long or that nobody wants any more, and knows which it was. */
export class AttemptWatch {
  readonly #controller = new AbortController();
  readonly #clock: Clock;
  readonly #limits: AttemptLimits;
  readonly #caller: AbortSignal;
  readonly #stopTotal: () => void;
  #stopIdle: () => void;
  #endedBy: EndedBy | null = null;

  constructor(clock: Clock, limits: AttemptLimits, caller: AbortSignal) {
    this.#clock = clock;
    this.#limits = limits;
    this.#caller = caller;
    this.#stopTotal = clock.after(limits.totalMs, () => this.#end("total"));
    this.#stopIdle = clock.after(limits.idleMs, () => this.#end("idle"));
    caller.addEventListener("abort", this.#onAbort);
    if (caller.aborted) this.#onAbort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get endedBy(): EndedBy | null {
    return this.#endedBy;
  }

  /** Something arrived. */
  touch(): void {
    this.#stopIdle();
    this.#stopIdle = this.#clock.after(this.#limits.idleMs, () => this.#end("idle"));
  }

  dispose(): void {
    this.#stopTotal();
    this.#stopIdle();
    this.#caller.removeEventListener("abort", this.#onAbort);
  }

  readonly #onAbort = (): void => this.#end("caller");

  #end(by: EndedBy): void {
    this.#endedBy ??= by;
    this.#controller.abort();
  }
}
