/** VS Code's extension host gathers changes of a tree that come within this time; kept apart, each is taken up at once. */
const apartMilliseconds = 250;
/** A list that is not read after this long holds nothing up any more. */
const patienceMilliseconds = 10_000;

/**
 * Holds refreshes of a tree back while parts of it are being read, then lets them go together. VS Code drops the answer to a
 * question for children when the tree is refreshed before it comes, and shows an unfolded item without any (extHostTreeViews.ts,
 * `_fetchChildrenNodes`, of 1.139).
 */
export class HeldRefreshes {
  private readonly held = new Set<string | null>();
  private reading = 0;
  private readSince = 0;
  private firedAt = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  private readonly fire: (ids: readonly (string | null)[]) => void;

  /** Null among the ids stands for the whole tree. */
  constructor(fire: (ids: readonly (string | null)[]) => void) {
    this.fire = fire;
  }

  /** Lets the refresh of these nodes go as soon as nothing is being read; never within this call. */
  add(ids: readonly (string | null)[]): void {
    for (const id of ids) this.held.add(id);
    this.schedule();
  }

  /** Reads a part of the tree, with refreshes held back. */
  async during<Value>(read: () => Promise<Value>): Promise<Value> {
    if (this.reading++ === 0) this.readSince = performance.now();
    this.schedule();
    try {
      return await read();
    } finally {
      this.reading--;
      this.schedule();
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.held.clear();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (this.held.size === 0) return;
    const now = performance.now();
    const untilApart = this.firedAt + apartMilliseconds - now;
    const untilRead = this.reading === 0 ? 0 : this.readSince + patienceMilliseconds - now;
    this.timer = setTimeout(
      () => {
        this.letGo();
      },
      Math.max(0, untilApart, untilRead),
    );
  }

  private letGo(): void {
    const ids = [...this.held];
    this.held.clear();
    this.firedAt = performance.now();
    this.fire(ids);
  }
}
