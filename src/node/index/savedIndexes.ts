import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import type { FileIndex, RestoredFile } from "./fileIndex.js";
import type { IndexLog } from "./indexLog.js";
import { openFile } from "./openFile.js";
import { readFailure } from "./readFailure.js";
import { readFully } from "./readFully.js";
import { decodeIndex, encodeIndex, type SavedFile } from "./savedIndexFormat.js";

export interface SavedIndexesOptions {
  readonly folder: string;
  /** Bytes that all saved indexes may take. */
  readonly maxBytes: number;
  readonly formats: readonly DumpFormat[];
  readonly entriesOf: (run: string) => readonly FileIndex[];
  readonly log: IndexLog;
}

const saveDelayMs = 2000;
/** A run that keeps growing is not written after every append. */
const saveIntervalMs = 20_000;
const suffix = ".idx";
/** A file with more malformed rows is read again instead. */
const maxMalformedSaved = 10_000;
const staleTemporaryMs = 3_600_000;

/** The indexes of runs on disk, one file each. Writers take turns by renaming: the last one wins, none is torn. */
export class SavedIndexes {
  private readonly options: SavedIndexesOptions;
  private readonly loaded = new Map<string, ReadonlyMap<string, RestoredFile> | null>();
  private readonly dirty = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private lastSave = -Infinity;
  /** Saving failed and was said; said again only after it went well. */
  private isFailing = false;

  constructor(options: SavedIndexesOptions) {
    this.options = options;
  }

  /** What was saved of a run; null when nothing was, or nothing that can be used. Read once. */
  load(run: string): ReadonlyMap<string, RestoredFile> | null {
    const known = this.loaded.get(run);
    if (known !== undefined) return known;
    const bytes = readAligned(this.pathOf(run));
    const found = bytes === null ? null : decodeIndex(bytes, run, this.options.formats);
    if (bytes !== null && found === null) this.options.log.warn("saved index ignored", { run });
    this.loaded.set(run, found);
    return found;
  }

  /** Something of this run is no longer as it was saved. */
  touch(run: string): void {
    this.dirty.add(run);
  }

  saveSoon(): void {
    if (this.dirty.size === 0 || this.timer !== null) return;
    const wait = Math.max(saveDelayMs, this.lastSave + saveIntervalMs - performance.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      this.save();
    }, wait).unref();
  }

  /** Writes what has changed. Failure to write costs only the next start, and is said once. */
  save(): void {
    this.lastSave = performance.now();
    for (const run of this.dirty) {
      try {
        this.write(run);
        this.isFailing = false;
      } catch (error) {
        this.say(run, error);
      }
    }
    this.dirty.clear();
  }

  private say(run: string, error: unknown): void {
    const { log, folder } = this.options;
    const why = readFailure(error);
    if (this.isFailing) log.info("index not saved again", { run, why });
    else log.warn("index not saved", { folder, run, why });
    this.isFailing = true;
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.dirty.size > 0) this.save();
  }

  private pathOf(run: string): string {
    return join(this.options.folder, createHash("sha1").update(run).digest("hex") + suffix);
  }

  private write(run: string): void {
    const { folder, maxBytes, entriesOf } = this.options;
    const path = this.pathOf(run);
    const files = entriesOf(run).flatMap(entry => savedFile(entry));
    mkdirSync(folder, { recursive: true });
    const bytes = encodeIndex(run, files);
    if (files.length === 0 || bytes.length > maxBytes) {
      rmSync(path, { force: true });
      return;
    }
    const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
    try {
      writeFileSync(temporary, bytes);
      renameSync(temporary, path);
    } catch (error) {
      // On a full disk the part that was written takes space from those who need it.
      rmSync(temporary, { force: true });
      throw error;
    }
    this.evict(path);
  }

  /** Removes the indexes not written for longest, until all fit; and what a killed writer left. */
  private evict(kept: string): void {
    const { folder, maxBytes } = this.options;
    const all = readdirSync(folder)
      .map(name => join(folder, name))
      .flatMap(path => {
        const stats = statSync(path, { throwIfNoEntry: false });
        return stats === undefined ? [] : [{ path, size: stats.size, mtimeMs: stats.mtimeMs }];
      });
    const stale = Date.now() - staleTemporaryMs;
    for (const { path, mtimeMs } of all) if (path.endsWith(".tmp") && mtimeMs < stale) rmSync(path, { force: true });
    const saved = all.filter(({ path }) => path.endsWith(suffix)).sort((a, b) => b.mtimeMs - a.mtimeMs);
    let total = saved.find(({ path }) => path === kept)?.size ?? 0;
    for (const { path, size } of saved) {
      if (path === kept) continue;
      total += size;
      if (total > maxBytes) rmSync(path, { force: true });
    }
  }
}

function savedFile(entry: FileIndex): SavedFile[] {
  const known = entry.toSave();
  if (known === null || known.table.malformed.length > maxMalformedSaved) return [];
  return [{ ...known, path: entry.file.path }];
}

/** The whole file in a buffer of its own, so that numbers in it are aligned. Null when there is none to read. */
function readAligned(path: string): Buffer<ArrayBuffer> | null {
  const opened = openFile(path);
  if (opened.kind !== "open") return null;
  try {
    const bytes = Buffer.from(new ArrayBuffer(opened.identity.size));
    return readFully(opened.fd, bytes, 0) === bytes.length ? bytes : null;
  } catch (error) {
    readFailure(error);
    return null;
  } finally {
    opened.close();
  }
}
