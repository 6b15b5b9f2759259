import type { IndexChange } from "./indexChange.js";

type Kind = "added" | "changed" | "removed";

/** Gathers changes until they are sent: the first at once, further ones at most every `intervalMs`, the last for certain. */
export class ChangeCollector {
  private kinds = new Map<string, Kind>();
  private lastSent = -Infinity;
  private readonly intervalMs: number;
  private readonly listeners = new Set<(change: IndexChange) => void>();

  constructor(intervalMs: number) {
    this.intervalMs = intervalMs;
  }

  listen(listener: (change: IndexChange) => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  add(path: string, kind: Kind): void {
    const before = this.kinds.get(path);
    if (before === "added" && kind === "removed") this.kinds.delete(path);
    else if (before === "removed" && kind === "added") this.kinds.set(path, "changed");
    else if (before !== "added" || kind !== "changed") this.kinds.set(path, kind);
  }

  /** Sends what has gathered, if it is time; `isLast` says that nothing more may come for a while. */
  send(isLast: boolean): void {
    const now = performance.now();
    if (this.kinds.size === 0 || (!isLast && now - this.lastSent < this.intervalMs)) return;
    this.lastSent = now;
    const of = (wanted: Kind) => [...this.kinds].flatMap(([path, kind]) => (kind === wanted ? [path] : []));
    const change = { added: of("added"), changed: of("changed"), removed: of("removed") };
    this.kinds = new Map();
    for (const listener of [...this.listeners]) listener(change);
  }
}
