import type { Clock } from "../../../src/node/jobs/clock.js";

/** A clock that stands until it is moved. */
export class MadeClock implements Clock {
  private time: number;
  private readonly timers = new Set<{ readonly at: number; readonly work: () => void }>();

  constructor(time = Date.now()) {
    this.time = time;
  }

  now(): number {
    return this.time;
  }

  after(ms: number, work: () => void): () => void {
    const timer = { at: this.time + ms, work };
    this.timers.add(timer);
    return () => void this.timers.delete(timer);
  }

  /** Does what is due meanwhile, in its order, and lets what it began go on. */
  async move(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      const due = [...this.timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.timers.delete(due);
      this.time = Math.max(this.time, due.at);
      due.work();
      await settle();
    }
    this.time = end;
    await settle();
  }
}

/** What waits for promises and for files of the machine, and not for the clock, comes to rest. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await new Promise(resolve => setImmediate(resolve));
}
