import type { LinesState } from "../../protocol/lines/linesDeskApi.js";
import { LineFile } from "./lineFile.js";
import type { LineReader } from "./lineReader.js";

/** A file of lines is looked at so often once it was read to its end: also where no file system tells of changes. */
const lookMs = 1000;
/** While a file is read, its state is told so often. */
const tellMs = 60;
/** Whoever waits for news is answered then at the latest, so that nobody waits for an answer that cannot come. */
const patienceMs = 20_000;

/** Reads a file of lines to its end, then follows it, and tells those who wait. */
export class WatchedLines {
  private readonly file: LineFile;
  private version = 0;
  private told = "";
  private toldAt = -Infinity;
  private isDisposed = false;
  private timer: NodeJS.Timeout | null = null;
  private readonly waiting = new Set<() => void>();

  constructor(path: string) {
    this.file = new LineFile(path);
    this.readOn();
  }

  get state(): LinesState {
    return { version: this.version, ...this.file.state };
  }

  /** The state as soon as its version is above one. */
  async newerThan(version: number): Promise<LinesState> {
    if (this.version <= version && !this.isDisposed) await this.news();
    return this.state;
  }

  read<Result>(use: (reader: LineReader, fd: number) => Result): Result | null {
    const result = this.file.read(use);
    if (result === null) this.soon(0);
    return result;
  }

  dispose(): void {
    this.isDisposed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.wake();
  }

  /** Reads a piece, and goes on with the next one when whoever asks for something has been answered. */
  private readOn(): void {
    const isMore = this.file.readOn();
    this.tell(isMore);
    this.soon(isMore ? 0 : lookMs);
  }

  private soon(delay: number): void {
    if (this.isDisposed) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.readOn(), delay);
  }

  private tell(isMore: boolean): void {
    const now = JSON.stringify(this.file.state);
    if (now === this.told || (isMore && performance.now() - this.toldAt < tellMs)) return;
    this.told = now;
    this.toldAt = performance.now();
    this.version++;
    this.wake();
  }

  private wake(): void {
    for (const go of [...this.waiting]) go();
  }

  private news(): Promise<void> {
    return new Promise(resolve => {
      const go = () => {
        clearTimeout(timer);
        this.waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, patienceMs);
      this.waiting.add(go);
    });
  }
}
