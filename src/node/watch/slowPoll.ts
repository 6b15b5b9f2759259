import { closeSync, constants, fstatSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { ListedFolder } from "../index/discovery.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { PollLimits } from "../index/indexLimits.js";
import type { WatchedState } from "./watchedState.js";
import type { WatchEvents } from "./watchEvents.js";

/** Every so many looks, all files are looked at and not only the newest of each folder. */
const looksBetweenPasses = 12;
/** Files looked at in one pass before others get their turn. */
const filesAtOnce = 500;

/**
 * Looks at what it knows every few seconds: the time of every folder, and the newest file of each, which it opens, since
 * a network mount answers `stat` from its cache but not `open`. It slows down while nothing happens.
 */
export class SlowPoll {
  private intervalMs: number;
  private timer: NodeJS.Timeout | null = null;
  private isLooking = false;
  private looks = 0;
  private readonly limits: PollLimits;
  private readonly known: WatchedState;
  private readonly events: WatchEvents;
  private readonly onError: (error: unknown) => void;

  constructor(limits: PollLimits, known: WatchedState, events: WatchEvents, onError: (error: unknown) => void) {
    this.limits = limits;
    this.known = known;
    this.events = events;
    this.onError = onError;
    this.intervalMs = limits.minMs;
  }

  start(): void {
    this.timer ??= this.schedule();
  }

  /** Something happened: look sooner for a while. */
  wake(): void {
    if (this.intervalMs === this.limits.minMs) return;
    this.intervalMs = this.limits.minMs;
    // A look that is under way makes the next one itself.
    if (this.timer === null || this.isLooking) return;
    clearTimeout(this.timer);
    this.timer = this.schedule();
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private schedule(): NodeJS.Timeout {
    return setTimeout(() => void this.look(), this.intervalMs).unref();
  }

  /** Never rejects: a look that fails is told, and the next one comes all the same. */
  private async look(): Promise<void> {
    this.isLooking = true;
    let found = false;
    try {
      found = await this.lookAround();
    } catch (error) {
      this.onError(error);
    }
    this.isLooking = false;
    if (this.timer === null) return;
    this.intervalMs = found ? this.limits.minMs : Math.min(this.intervalMs * 1.5, this.limits.maxMs);
    this.timer = this.schedule();
  }

  private async lookAround(): Promise<boolean> {
    this.looks++;
    const isPass = this.looks % looksBetweenPasses === 0;
    const files = this.known.files();
    return this.check([...this.known.folders()], isPass ? [...files] : newestOfFolders(files));
  }

  /** Looks at once at some folders and all files in them: their watcher has only just begun. */
  async lookAt(paths: ReadonlySet<string>): Promise<void> {
    await this.check(
      [...this.known.folders()].filter(folder => paths.has(folder.path)),
      [...this.known.files()].filter(file => paths.has(dirname(file.path))),
    );
  }

  /** True when something has changed; it was told. */
  private async check(folders: readonly ListedFolder[], files: readonly IndexedFile[]): Promise<boolean> {
    const changed = folders.filter(folder => folder.mtimeMs !== mtimeOf(folder.path));
    for (const folder of changed) this.events.onFolder(folder.path);
    let found = changed.length > 0;
    for (let from = 0; from < files.length && this.timer !== null; from += filesAtOnce) {
      for (const file of files.slice(from, from + filesAtOnce)) {
        if (!hasChanged(file)) continue;
        found = true;
        this.events.onFile(file.path);
      }
      await new Promise(done => setImmediate(done));
    }
    return found;
  }
}

function newestOfFolders(files: Iterable<IndexedFile>): readonly IndexedFile[] {
  const newest = new Map<string, IndexedFile>();
  for (const file of files) {
    const folder = dirname(file.path);
    const known = newest.get(folder);
    if (known === undefined || file.mtimeMs > known.mtimeMs) newest.set(folder, file);
  }
  return [...newest.values()];
}

/** 0 when the folder cannot be read, as in its listing. */
function mtimeOf(folder: string): number {
  try {
    return statSync(folder).mtimeMs;
  } catch {
    return 0;
  }
}

function hasChanged(file: IndexedFile): boolean {
  let fd: number;
  try {
    fd = openSync(file.path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return file.unread === null;
  }
  try {
    const { size, mtimeMs } = fstatSync(fd);
    return size !== file.size || mtimeMs !== file.mtimeMs;
  } finally {
    closeSync(fd);
  }
}
