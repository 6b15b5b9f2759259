import type { Signal } from "@preact/signals";

/** A new value for a signal, unless a later call was made meanwhile. */
export class Latest {
  private count = 0;

  async take<Value>(asked: Promise<Value>, into: Signal<Value | null>): Promise<void> {
    const own = ++this.count;
    const value = await asked;
    if (own === this.count) into.value = value;
  }
}
