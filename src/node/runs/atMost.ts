/** Lets a bounded number of works run at a time; the others wait in the order they came. */
export class AtMost {
  private readonly limit: number;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  /** The work's own result or rejection. Work that asks for a place of its own inside may wait for ever: do not nest. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.limit) await new Promise<void>(go => this.waiting.push(go));
    else this.running++;
    try {
      return await work();
    } finally {
      // The place is handed on as it is, so that nobody slips in between.
      const next = this.waiting.shift();
      if (next === undefined) this.running--;
      else next();
    }
  }
}
