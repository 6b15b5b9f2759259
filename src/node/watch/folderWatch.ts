import type { FSWatcher } from "chokidar";
import { dirname } from "node:path";
import type { IndexLog } from "../index/indexLog.js";
import type { IndexLimits } from "../index/indexLimits.js";
import { SlowPoll } from "./slowPoll.js";
import type { WatchedState } from "./watchedState.js";
import type { WatchEvents } from "./watchEvents.js";

/** A folder that was added to the watcher is certainly watched by then. */
const settleMs = 400;

/**
 * Watches the folders that hold known files, and those above them up to the root, each by itself and not what lies
 * below; behind it a slow poll, which finds what events do not tell.
 */
export class FolderWatch {
  private watcher: FSWatcher | null = null;
  private ready: Promise<void> = Promise.resolve();
  private readonly watched = new Set<string>();
  private readonly poll: SlowPoll;
  private readonly known: WatchedState;
  private readonly events: WatchEvents;
  private readonly log: IndexLog;
  private readonly timers = new Set<NodeJS.Timeout>();
  private isDisposed = false;
  /** There are no watches, or no more: only the poll looks. */
  private isExhausted: boolean;

  constructor({ poll, events: hasEvents }: IndexLimits, known: WatchedState, events: WatchEvents, log: IndexLog) {
    this.known = known;
    this.events = events;
    this.log = log;
    this.isExhausted = !hasEvents;
    this.poll = new SlowPoll(poll, known, events, error => log.error("poll failed", error));
  }

  /** Folders have come or gone, or hold known files now: the watcher gets more of them, or loses some. */
  update(): void {
    if (this.isDisposed) return;
    this.poll.start();
    const wanted = foldersToWatch(this.known);
    const added = [...wanted].filter(path => !this.watched.has(path));
    const gone = [...this.watched].filter(path => !wanted.has(path));
    for (const path of added) this.watched.add(path);
    for (const path of gone) this.watched.delete(path);
    if (this.isExhausted) return;
    if (gone.length > 0) this.watcher?.unwatch(gone);
    if (added.length > 0) this.watchMore(added);
  }

  whenReady(): Promise<void> {
    return this.ready;
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.poll.dispose();
    await this.watcher?.close();
  }

  private watchMore(paths: string[]): void {
    if (this.watcher !== null) {
      this.watcher.add(paths);
      this.lookLater(paths);
    } else this.ready = this.ready.then(() => this.startWatcher(paths)).catch((error: unknown) => this.onError(error));
  }

  /** Resolves when the watcher has seen what is there. Its package is loaded now: reading once needs none. */
  private async startWatcher(paths: string[]): Promise<void> {
    const { watch } = await import("chokidar");
    if (this.isDisposed || this.isExhausted) return;
    // Folders may have been added while the package was loaded.
    if (this.watcher !== null) {
      this.watchMore(paths);
      return;
    }
    // Never awaitWriteFinish: a file that keeps growing would give no event at all until its writer stops.
    const watcher = watch(paths, {
      depth: 0,
      ignoreInitial: true,
      followSymlinks: false,
      ignorePermissionErrors: true,
    });
    this.watcher = watcher;
    watcher.on("all", (event, path) => this.onEvent(event, path));
    watcher.on("error", error => this.onError(error));
    await new Promise<void>(done => watcher.once("ready", () => done()));
    this.lookLater(paths);
  }

  /** What was written between the index's look and the watcher's beginning gave no event. */
  private lookLater(paths: readonly string[]): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.poll.lookAt(new Set(paths)).catch((error: unknown) => this.log.error("poll failed", error));
    }, settleMs).unref();
    this.timers.add(timer);
  }

  private onEvent(event: string, path: string): void {
    this.poll.wake();
    if (event === "addDir" || event === "unlinkDir") this.events.onFolder(dirname(path));
    else this.events.onFile(path);
  }

  private onError(error: unknown): void {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code !== "ENOSPC" && code !== "EMFILE") {
      this.log.warn("watch error", { code, message: String(error) });
      return;
    }
    if (this.isExhausted) return;
    this.isExhausted = true;
    this.log.warn("no watches left", { code, folders: this.watched.size });
    const { watcher } = this;
    this.watcher = null;
    watcher?.close().catch((failure: unknown) => this.log.error("watcher not closed", failure));
  }
}

function foldersToWatch(known: WatchedState): Set<string> {
  const roots = new Set<string>();
  for (const { root } of known.folders()) roots.add(root);
  const wanted = new Set<string>();
  for (const file of known.files())
    for (let folder = dirname(file.path); !wanted.has(folder); folder = dirname(folder)) {
      wanted.add(folder);
      if (roots.has(folder) || folder === file.root || dirname(folder) === folder) break;
    }
  return wanted;
}
