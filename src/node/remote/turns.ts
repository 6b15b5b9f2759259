/** One after the other, in the order of asking. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #held: Promise<unknown> = Promise.resolve();

  /**
   * Runs `work` when those before it are done, and gives its answer. Aborted, the answer is `cancelled` at once; work that
   * had begun goes on in its turn, and what had not begun never does.
   */
  take<T>(work: () => Promise<T>, signal: AbortSignal | undefined, cancelled: () => T): Promise<T> {
    const turn = this.#last.then(() => (signal?.aborted === true ? cancelled() : work()));
    // The next turn comes whatever became of this one; its owner is told by `turn` itself.
    this.#last = turn.then(
      () => this.#held,
      () => this.#held,
    );
    return signal === undefined ? turn : Promise.race([turn, aborted(signal, turn).then(cancelled)]);
  }

  /** Called by the work whose turn it is: its answer may come before, the next turn begins after this, which never rejects. */
  hold(end: Promise<unknown>): void {
    this.#held = end;
  }
}

function aborted(signal: AbortSignal, turn: Promise<unknown>): Promise<void> {
  return new Promise(resolve => {
    const stop = () => resolve();
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    const forget = () => signal.removeEventListener("abort", stop);
    void turn.then(forget, forget);
  });
}
