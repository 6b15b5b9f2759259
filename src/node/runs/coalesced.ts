/**
 * Collects keys and hands them on at most once an interval: the first at once, the last always. So a tree is refreshed
 * ten times a second at most, however fast a trainer writes, and never stays behind what was written.
 */
export class Coalesced<Key> {
  private pending = new Set<Key>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private sentAt = -Infinity;
  private readonly intervalMs: number;
  private readonly send: (keys: readonly Key[]) => void;

  constructor(intervalMs: number, send: (keys: readonly Key[]) => void) {
    this.intervalMs = intervalMs;
    this.send = send;
  }

  add(keys: Iterable<Key>): void {
    for (const key of keys) this.pending.add(key);
    if (this.pending.size === 0 || this.timer !== null) return;
    const wait = this.sentAt + this.intervalMs - performance.now();
    this.timer = setTimeout(() => this.flush(), Math.max(0, wait));
  }

  /** Sends what is pending now. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.pending.size === 0) return;
    const keys = [...this.pending];
    this.pending = new Set();
    this.sentAt = performance.now();
    this.send(keys);
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.pending.clear();
  }
}
