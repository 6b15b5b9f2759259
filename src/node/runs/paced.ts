/** The work may take this share of the time, so that what causes it can go on. */
const share = 0.1;

/** Does a piece of work after something happened: at once, but never more often than a tenth of the time allows. */
export class Paced {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private nextMs = -Infinity;
  private readonly work: () => void;

  constructor(work: () => void) {
    this.work = work;
  }

  soon(): void {
    if (this.timer !== null) return;
    const wait = this.nextMs - performance.now();
    if (wait <= 0) this.now();
    else this.timer = setTimeout(() => this.now(), wait);
  }

  private now(): void {
    this.timer = null;
    const start = performance.now();
    this.work();
    const took = performance.now() - start;
    this.nextMs = start + took / share;
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
