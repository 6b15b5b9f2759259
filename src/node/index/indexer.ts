import { basename, dirname, join, resolve, sep } from "node:path";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import { notesFile } from "../../core/notes/notesFile.js";
import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import { nearestLoupeFile } from "../dataset/nearestLoupeFile.js";
import { FolderWatch } from "../watch/folderWatch.js";
import { ChangeCollector } from "./changeCollector.js";
import { Discovery, type LeftOut, type ListedFolder } from "./discovery.js";
import { FileBook } from "./fileBook.js";
import type { FileIndex, FindLoupeFile, IndexPause } from "./fileIndex.js";
import { FileQueue } from "./fileQueue.js";
import type { IndexChange } from "./indexChange.js";
import type { IndexedFile } from "./indexedFile.js";
import type { IndexLimits } from "./indexLimits.js";
import type { IndexLog } from "./indexLog.js";
import { KeptFile } from "./keptFile.js";
import { LazyScanTools } from "./lazyScanTools.js";
import { KnownFolders } from "./knownFolders.js";
import { newestFirst } from "./newestFirst.js";
import { holdsRows } from "./holdsRows.js";
import { readUnitBytes } from "./readUnitBytes.js";
import { rootKind } from "./rootKind.js";
import { SavedIndexes } from "./savedIndexes.js";
import { newCounters, type ScanCounters } from "./scanCounters.js";
import type { UnitRead } from "./unitRead.js";

export interface IndexerOptions {
  readonly formats: readonly DumpFormat[];
  /** Folders to look into, or single files. */
  readonly roots: readonly string[];
  readonly limits: IndexLimits;
  /** Where indexes are kept between sessions; null keeps none. */
  readonly storageDir: string | null;
  /** False reads once and watches nothing: the command line. */
  readonly watch: boolean;
  readonly log: IndexLog;
  /** Which loupe.json a file's columns stand in; without it, the nearest one inside the file's root. */
  readonly loupeFileOf?: FindLoupeFile;
}

/** Work done at a stretch before others get their turn, and the least time between two reports of changes. */
const turnMs = 12;
const reportIntervalMs = 100;

/** Files that are no dumps, and whose changes others want to know of. */
const withinRoot: FindLoupeFile = ({ path, root }) => nearestLoupeFile(path, root);

const toldNames: ReadonlySet<string> = new Set(["loupe.json", notesFile]);

/**
 * Finds the dumps under the roots, indexes them, the newest of each folder first, and keeps the index true while they
 * change. It works in turns on the thread that made it.
 */
export class Indexer {
  readonly counters: ScanCounters = newCounters();
  private readonly tools: LazyScanTools;
  private readonly book: FileBook;
  private readonly folders = new KnownFolders();
  private readonly queue = new FileQueue();
  private readonly lastRead = new KeptFile();
  private readonly changes = new ChangeCollector(reportIntervalMs);
  private readonly discovery: Discovery;
  private readonly saved: SavedIndexes | null;
  private readonly watch: FolderWatch | null;
  private readonly log: IndexLog;
  private readonly roots: readonly string[];
  private working: Promise<void> | null = null;
  /** Folders or files have come or gone since the watcher was told. */
  private isWatchOutdated = true;
  private isDisposed = false;

  constructor({ formats, roots, limits, storageDir, watch, log, loupeFileOf = withinRoot }: IndexerOptions) {
    this.roots = roots.map(root => resolve(root));
    this.log = log;
    this.tools = new LazyScanTools(formats, this.counters, loupeFileOf);
    this.book = new FileBook(this.tools, this.changes);
    this.discovery = new Discovery(limits, folder => !this.folders.has(folder));
    const entriesOf = (run: string) =>
      [...this.book.values()].filter(({ file }) => this.folders.runOf(file.path) === run);
    this.saved =
      storageDir === null
        ? null
        : new SavedIndexes({ folder: storageDir, maxBytes: limits.maxSavedBytes, formats, entriesOf, log });
    const seen = { onFile: (path: string) => this.look(path), onFolder: (path: string) => this.relist(path) };
    const known = { folders: () => this.folders.values(), files: () => this.book.watched() };
    this.watch = watch ? new FolderWatch(limits, known, seen, log) : null;
  }

  /** Begins to look. Resolves at once; `whenIdle` tells when everything is indexed. */
  start(): Promise<void> {
    this.discovery.startOver();
    for (const root of this.roots) this.addRoot(root);
    this.work();
    return Promise.resolve();
  }

  files(): ReadonlyMap<string, IndexedFile> {
    return this.book.visible;
  }
  file(path: string): IndexedFile | undefined {
    return this.book.visible.get(path);
  }
  onDidChange(listener: (change: IndexChange) => void): { dispose(): void } {
    return this.changes.listen(listener);
  }
  get isBusy(): boolean {
    return this.working !== null;
  }
  /** Resolves when nothing is left to look at. */
  async whenIdle(): Promise<void> {
    while (this.working !== null) await this.working;
  }
  /** Resolves when the watcher of the folders known by now has told its first state. */
  async whenWatching(): Promise<void> {
    await this.whenIdle();
    await this.watch?.whenReady();
  }
  /** What was not looked at, and why. */
  leftOut(): LeftOut & { readonly otherJson: readonly string[] } {
    return { ...this.discovery.leftOut, otherJson: this.book.hidden() };
  }

  /** Looks again: at one file or folder, or at everything. Resolves when that is done. */
  async refresh(path?: string): Promise<void> {
    if (path !== undefined) this.look(resolve(path));
    else {
      this.discovery.startOver();
      for (const folder of this.folders.values()) this.discovery.add(folder.path, folder.root);
      for (const root of this.roots) this.addRoot(root);
      for (const { file } of this.book.values()) this.queue.add(file.path, false);
      this.work();
    }
    await this.whenIdle();
  }

  /** Reads the bytes of one row. A file that turns out to have changed is looked at again. */
  async readUnit(file: IndexedFile, row: number): Promise<UnitRead> {
    const entry = this.book.get(file.path);
    if (entry === undefined) return { kind: "failed", reason: { code: "gone" } };
    const tables = entry.format?.unit === "table" ? await this.tools.tables.load() : null;
    const read = readUnitBytes(this.lastRead, entry, file, { row, tables });
    if (read.kind === "changed") this.look(file.path);
    return read;
  }

  /** The columns of loupe.json that a file's rows are read with; none where there is no such file. */
  columnsOf(file: IndexedFile): ColumnNames {
    return this.book.get(file.path)?.columnNames ?? {};
  }

  /** True while the file holds the bytes that were indexed, or has grown from them. One that does not is looked at again. */
  holds(file: IndexedFile): boolean {
    const entry = this.book.get(file.path);
    const isSame = entry !== undefined && holdsRows(entry, file);
    if (!isSame) this.look(file.path);
    return isSame;
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    this.lastRead.close();
    await this.watch?.dispose();
    await this.working;
    this.saved?.dispose();
  }

  private addRoot(root: string): void {
    const kind = rootKind(root);
    if (kind === "folder") {
      this.discovery.add(root, root);
      return;
    }
    if (kind !== "file") this.log.warn("root not readable", { root, why: kind });
    this.book.ensure(root, dirname(root));
    this.book.markExplicit(root);
    this.queue.add(root, true);
  }

  /** Something happened to this path, or may have. */
  private look(path: string): void {
    if (toldNames.has(basename(path))) this.changes.add(path, "changed");
    if (basename(path) === "loupe.json") this.lookAtMappable(dirname(path));
    if (this.folders.has(path)) this.relist(path);
    else if (this.book.get(path) !== undefined) this.queue.add(path, true);
    else this.relist(dirname(path));
    this.work();
  }

  /** Files below a folder whose loupe.json may say anew what their columns are. */
  private lookAtMappable(folder: string): void {
    for (const { isMappable, file } of this.book.values())
      if (isMappable && file.path.startsWith(join(folder, sep))) this.queue.add(file.path, true);
  }

  private relist(folder: string): void {
    const known = this.folders.get(folder);
    if (known !== undefined) this.discovery.add(folder, known.root);
    for (const root of this.roots)
      if (dirname(root) === folder && this.book.isExplicit(root)) this.queue.add(root, true);
    this.work();
  }

  private work(): void {
    if (this.isDisposed || this.working !== null) return;
    this.working = this.runTurns()
      .catch((error: unknown) => this.log.error("index stopped", error))
      .finally(() => {
        this.working = null;
        // What came after the last look at what is to do, or was left when a listener failed, waits for nobody else.
        if (!this.queue.isEmpty || !this.discovery.isDone) this.work();
      });
  }

  private async runTurns(): Promise<void> {
    try {
      await this.takeTurns();
    } finally {
      if (!this.isDisposed) this.follow();
    }
  }

  /** The watcher looks at what is known now, and what has changed is saved. */
  private follow(): void {
    if (this.isWatchOutdated) this.watch?.update();
    this.isWatchOutdated = false;
    this.saved?.saveSoon();
  }

  private async takeTurns(): Promise<void> {
    let turn = performance.now();
    const steps = this.steps();
    for (let step = steps.next(); step.done !== true; step = steps.next()) {
      if (step.value !== undefined) await step.value;
      this.changes.send(false);
      if (this.isDisposed) return;
      if (performance.now() - turn < turnMs) continue;
      await new Promise(done => setImmediate(done));
      turn = performance.now();
    }
    this.changes.send(true);
  }

  /** All that is to do, in pieces: newest files, then folders, then the rest. */
  private *steps(): Generator<IndexPause, void> {
    for (;;) {
      const first = this.queue.take("front");
      const folder = first === undefined ? this.discovery.next() : undefined;
      const path = first ?? (folder === undefined ? this.queue.take("any") : undefined);
      if (folder !== undefined) this.takeFolder(folder);
      else if (path === undefined) return;
      else yield* this.update(path);
      yield;
    }
  }

  private takeFolder(listed: ListedFolder): void {
    const isNew = !this.folders.has(listed.path);
    this.isWatchOutdated = true;
    const gone = this.folders.replace(listed);
    for (const path of gone.files) this.queue.add(path, true);
    for (const folder of gone.folders) this.leave(folder);
    const restored = this.saved?.load(this.folders.runOf(join(listed.path, "any")));
    // Listed paths are normal ones; `join` for each file would take a good part of the time of reopening.
    const prefix = listed.path.endsWith(sep) ? listed.path : listed.path + sep;
    for (const name of listed.records) if (!this.book.isExplicit(prefix + name)) this.book.remove(prefix + name);
    newestFirst(listed.candidates).forEach((name, index) => {
      const path = prefix + name;
      if (this.book.get(path) !== undefined) return;
      const entry = this.book.ensure(path, listed.root);
      const known = restored?.get(path);
      if (known !== undefined && entry.restore(known)) this.book.publish(entry);
      else this.queue.add(path, index === 0 || !isNew);
    });
  }

  /** A folder is gone with all below it: its files are looked at once more. */
  private leave(folder: string): void {
    for (const { path, candidates } of this.folders.remove(folder)) {
      this.discovery.forget(path);
      for (const name of candidates) this.queue.add(join(path, name), true);
    }
  }

  private *update(path: string): Generator<IndexPause, void> {
    const entry = this.book.get(path);
    if (entry === undefined) return;
    // A trainer has made the folder by now, or its disk was mounted.
    if (this.book.isExplicit(path) && rootKind(path) === "folder") {
      this.book.dismiss(path);
      this.discovery.add(path, path);
      return;
    }
    const before = entry.file.version;
    const shownBefore = this.book.visible.size;
    const slices = entry.update();
    for (let slice = slices.next(); slice.done !== true; slice = slices.next()) {
      if (entry.file.version !== before) this.book.publish(entry);
      yield slice.value;
    }
    if (entry.file.unread?.code === "gone" && !this.book.isExplicit(path)) this.book.remove(path);
    else if (entry.file.version !== before || !this.book.visible.has(path)) this.publish(entry);
    this.isWatchOutdated ||= this.book.visible.size !== shownBefore;
  }

  private publish(entry: FileIndex): void {
    this.book.publish(entry);
    this.saved?.touch(this.folders.runOf(entry.file.path));
  }
}
