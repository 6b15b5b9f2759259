import { mkdirSync, watch, type FSWatcher } from "node:fs";
import type { Clock } from "./clock.js";
import type { JobsLog } from "./jobsOptions.js";

const watchedMs = 2_000;
const hiddenMs = 15_000;
/** Several files change at once: they are looked at once. */
const settleMs = 50;

/** Learns from the folder that all windows share what others have changed: by its events, and by looking now and then. */
export class MemoryWatch {
  private readonly clock: Clock;
  private readonly onMove: () => void;
  private watcher: FSWatcher | null = null;
  private cancelLook: () => void = () => undefined;
  private cancelSettle: (() => void) | null = null;
  private isWatched = false;
  private isDisposed = false;

  constructor(folder: string, clock: Clock, onMove: () => void, log: JobsLog) {
    this.clock = clock;
    this.onMove = onMove;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      this.watcher = watch(folder, { persistent: false }, () => this.soon());
      // What the system cannot watch is still looked at.
      this.watcher.on("error", error => log.warn("the folder of jobs is not watched", { error: error.message }));
    } catch (error) {
      log.warn("the folder of jobs is not watched", { error: String(error) });
    }
    this.plan();
  }

  setWatched(isWatched: boolean): void {
    this.isWatched = isWatched;
    this.plan();
  }

  dispose(): void {
    this.isDisposed = true;
    this.cancelLook();
    this.cancelSettle?.();
    this.watcher?.close();
  }

  private plan(): void {
    this.cancelLook();
    if (this.isDisposed) return;
    this.cancelLook = this.clock.after(this.isWatched ? watchedMs : hiddenMs, () => {
      this.onMove();
      this.plan();
    });
  }

  private soon(): void {
    if (this.isDisposed || this.cancelSettle !== null) return;
    this.cancelSettle = this.clock.after(settleMs, () => {
      this.cancelSettle = null;
      this.onMove();
    });
  }
}
