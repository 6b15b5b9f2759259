/** Paths waiting to be looked at, each once. Those put in front are taken first, each kind in the order it came. */
export class FileQueue {
  private readonly front = new Set<string>();
  private readonly rest = new Set<string>();

  get isEmpty(): boolean {
    return this.front.size === 0 && this.rest.size === 0;
  }

  add(path: string, isFirst: boolean): void {
    if (isFirst) {
      this.rest.delete(path);
      this.front.add(path);
    } else if (!this.front.has(path)) this.rest.add(path);
  }

  take(from: "front" | "any"): string | undefined {
    for (const waiting of from === "front" ? [this.front] : [this.front, this.rest])
      for (const path of waiting) {
        waiting.delete(path);
        return path;
      }
    return undefined;
  }
}
