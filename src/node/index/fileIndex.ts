import { fstatSync, statSync } from "node:fs";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import { mapped } from "../../core/rollout/formats/mapped.js";
import { mappedFormat } from "../../core/rollout/mappedFormat.js";
import type { ByteScan } from "./byteScan.js";
import { readLoupeFile } from "../dataset/readLoupeFile.js";
import { DumpDetector } from "./dumpDetector.js";
import { identityOf, isSameIdentity, type FileIdentity } from "./fileIdentity.js";
import { fileScan, type FileScan } from "./fileScan.js";
import { fingerprintAt, hasFingerprint, type Fingerprint } from "./fingerprint.js";
import { maxUnitBytes, maxWholeFileBytes } from "./indexLimits.js";
import type { IndexedFile, UnreadReason } from "./indexedFile.js";
import { fileMapping, type FileMapping } from "./fileMapping.js";
import { openFile, type OpenFile } from "./openFile.js";
import { parseWholeFile } from "./parsedUnits.js";
import { readFailure, type ReadFailure } from "./readFailure.js";
import { readTable } from "./readTable.js";
import { RowColumnsView } from "./rowColumnsView.js";
import { RowTable } from "./rowTable.js";
import { unreadReason } from "./unreadReason.js";
import type { ScanCounters } from "./scanCounters.js";
import type { LazyTables } from "./lazyTables.js";

/** Bytes read between two chances for others to run: some ten milliseconds of work. */
const sliceBytes = 16 << 20;
/** A file written as recently as this before it was read may be written again without a change of its times. */
const clockTickMs = 50;

const withMapping = (reason: UnreadReason, { problem }: FileMapping): UnreadReason =>
  reason.code === "unknown-format" && problem !== null ? { ...reason, mapping: problem } : reason;

/** How a file was found: unchanged, longer, or another. */
export type FileChange = "same" | "grown" | "rewritten";

/** What the reading of a file rests for: nothing but others' turn, or something that has to be loaded first. */
export type IndexPause = Promise<unknown> | undefined;

/** Finds the loupe.json that says how a file is read; null where there is none. */
export type FindLoupeFile = (file: Pick<IndexedFile, "path" | "root">) => string | null;

export interface ScanTools {
  readonly formats: readonly DumpFormat[];
  readonly scan: ByteScan;
  readonly counters: ScanCounters;
  readonly tables: LazyTables;
  readonly loupeFileOf: FindLoupeFile;
}

/** What a saved index knows of a file. */
export interface RestoredFile {
  readonly identity: FileIdentity;
  /** Null for a file that is parsed whole. */
  readonly fingerprint: Fingerprint | null;
  readonly format: DumpFormat;
  readonly table: RowTable;
  /** The file was written as it was read: its times may hide a later change. */
  readonly isRacy: boolean;
}

/**
 * One file of the index: reads it, reads on when it has grown, and again when it was rewritten. Expected failures end up
 * in `file.unread`. `update` runs in slices; calls of different files must not overlap, since they share the window.
 */
export class FileIndex {
  file: IndexedFile;
  identity: FileIdentity | null = null;
  fingerprint: Fingerprint | null = null;
  table = new RowTable();
  format: DumpFormat | null = null;
  private dump: FileScan | null = null;
  /** The last state before reading failed. */
  private readable: IndexedFile | null = null;
  /** The file may have changed since without a sign in its times. */
  isRacy = false;
  /** The columns of loupe.json that the file was last looked at with; null before. */
  private lookedWith: FileMapping | null = null;
  private readonly tools: ScanTools;

  constructor(path: string, root: string, tools: ScanTools) {
    this.tools = tools;
    this.file = {
      path,
      root,
      size: 0,
      mtimeMs: 0,
      format: null,
      unread: { code: "empty" },
      columns: new RowColumnsView(this.table),
      malformed: [],
      pending: false,
      version: 0,
      generation: 0,
    };
  }

  /**
   * Takes over what a saved index knows of the file, if that is what `stat` finds. Else `update` decides what became of
   * it: what is known helps there too. True when nothing is left to do.
   */
  restore(known: RestoredFile): boolean {
    this.identity = known.identity;
    this.fingerprint = known.fingerprint;
    this.format = known.format;
    this.table = known.table;
    this.isRacy = known.isRacy;
    this.publish(known.identity, known.format, null, false);
    return !this.isRacy && this.isCurrent();
  }

  /** What a saved index should know of this file: its whole lines. Null when there is nothing worth it. */
  toSave(): RestoredFile | null {
    const { identity, format, table, isRacy, file } = this;
    if (identity === null || format === null || file.unread !== null) return null;
    // What its columns are called stands in loupe.json, which may say something else when the index is loaded.
    if (format.id === mapped.id) return null;
    if (format.unit === "file" || format.unit === "table")
      return file.pending ? null : { identity, fingerprint: null, format, table, isRacy };
    const fingerprint = this.dump === null ? this.fingerprint : this.printOfLines(this.dump);
    if (fingerprint === null) return null;
    return { identity: { ...identity, size: fingerprint.end }, fingerprint, format, table, isRacy };
  }

  /** The fingerprint up to the last whole line: a line that is being written is read again by whoever goes on from it. */
  private printOfLines(dump: FileScan): Fingerprint | null {
    if (!dump.pending) return dump.fingerprint;
    const opened = openFile(this.file.path);
    if (opened.kind !== "open") return null;
    try {
      return fingerprintAt(opened.fd, dump.fingerprint, dump.lineOffset, this.tools.scan, this.tools.counters);
    } catch (error) {
      readFailure(error);
      return null;
    } finally {
      opened.close();
    }
  }

  /** True while `stat` finds the file that the index knows. */
  isCurrent(): boolean {
    try {
      const stats = statSync(this.file.path);
      return this.identity !== null && isSameIdentity(this.identity, identityOf(stats));
    } catch {
      return false;
    }
  }

  /**
   * True while an open file still holds the bytes that were indexed: it is the same, or has grown from that. A trainer
   * that writes a step anew keeps the inode, and its file may already be longer than the old one.
   */
  holds({ fd, identity }: OpenFile): boolean {
    const { identity: known, fingerprint } = this;
    if (known !== null && isSameIdentity(known, identity) && !this.isRacy) return true;
    if (fingerprint === null) return known !== null && isSameIdentity(known, identity);
    if (known !== null && known.inode !== identity.inode) return false;
    const isSameSize = identity.size === fingerprint.end;
    if (identity.size < fingerprint.end || (isSameSize && known !== null && known.mtimeMs !== identity.mtimeMs))
      return false;
    return hasFingerprint(fd, fingerprint, this.tools.scan, this.tools.counters);
  }

  /** Brings the file up to date. Yields between slices; the value is true when anything changed. */
  *update(): Generator<IndexPause, boolean> {
    const opened = openFile(this.file.path);
    if (opened.kind !== "open") return this.fail(opened);
    try {
      const change = this.changeOf(opened);
      if (change === "same" && !this.isMappedAnew()) return this.heal();
      const known = change === "grown" && !this.isMappedAnew() ? this.knownDump() : null;
      if (known === null) yield* this.readAgain(opened);
      else yield* this.readOn(opened, known, 0);
      return true;
    } catch (error) {
      return this.fail(readFailure(error));
    } finally {
      opened.close();
    }
  }

  /**
   * Size, times and inode first; the fingerprint decides between a file that grew and one that was written anew. A file
   * of equal size with another time counts as rewritten: its middle may have changed.
   */
  private changeOf({ fd, identity }: OpenFile): FileChange {
    const { identity: known, fingerprint } = this;
    const { scan, counters } = this.tools;
    if (known === null || this.file.version === 0) return "rewritten";
    if (isSameIdentity(known, identity) && !this.isRacy) return "same";
    if (fingerprint === null || known.inode !== identity.inode || identity.size < fingerprint.end) return "rewritten";
    if (!isSameIdentity(known, identity) && identity.size === fingerprint.end && known.mtimeMs !== identity.mtimeMs)
      return "rewritten";
    if (!hasFingerprint(fd, fingerprint, scan, counters)) return "rewritten";
    this.isRacy = false;
    this.identity = identity;
    return identity.size > fingerprint.end ? "grown" : "same";
  }

  /** Where the scan of the lines stands: as it was left, or as a saved index has it. */
  private knownDump(): FileScan | null {
    const { table, format, fingerprint } = this;
    if (this.dump !== null || format === null || fingerprint === null) return this.dump;
    return (this.dump = fileScan(format, this.tools, { table, fingerprint }));
  }

  /** A file that the columns of loupe.json say how to read, or of which nothing else is known. */
  get isMappable(): boolean {
    return this.format?.id === mapped.id || this.file.unread?.code === "unknown-format";
  }

  /** What the file's loupe.json says of its columns, as it is now. */
  private mapping(): FileMapping {
    return fileMapping(readLoupeFile(this.tools.loupeFileOf(this.file)));
  }
  private isMappedAnew(): boolean {
    return this.isMappable && JSON.stringify(this.mapping()) !== JSON.stringify(this.lookedWith);
  }
  /** The columns of loupe.json that the rows are read with. */
  get columnNames(): ColumnNames {
    return this.format?.id === mapped.id && this.lookedWith !== null ? this.lookedWith.columns : this.mapping().columns;
  }

  private *readAgain(opened: OpenFile): Generator<IndexPause, void> {
    const { scan, counters, formats } = this.tools;
    const mapping = this.mapping();
    this.lookedWith = mapping;
    const byColumns = mappedFormat(mapping.columns);
    const tried = byColumns === null ? formats : [...formats, byColumns];
    const { format, reason, filled } = new DumpDetector(opened.fd, scan, counters).detect(tried);
    if (reason.code === "parquet" && format === null) {
      yield* this.readTable(opened, tried);
      return;
    }
    this.startOver(format);
    if (format === null) {
      this.settle(opened.identity, withMapping(reason, mapping), reason.code === "being-written");
      return;
    }
    if (format.unit === "file") {
      this.readWhole(opened, format);
      return;
    }
    this.dump = fileScan(format, this.tools);
    yield* this.readOn(opened, this.dump, filled);
  }

  private *readOn(opened: OpenFile, dump: FileScan, filled: number): Generator<IndexPause, void> {
    this.table = dump.table;
    this.format = dump.format;
    let inWindow = filled;
    while (!dump.advance(opened.fd, sliceBytes, inWindow)) {
      inWindow = 0;
      this.fingerprint = dump.fingerprint;
      yield;
    }
    this.fingerprint = dump.fingerprint;
    if (!dump.isInLine) this.dump = null;
    this.settle(identityOf(fstatSync(opened.fd)), null, dump.pending);
  }

  /** A Parquet file: its footer tells its format, its row groups are parsed one by one. */
  private *readTable(opened: OpenFile, tried: readonly DumpFormat[]): Generator<IndexPause, void> {
    const { tables } = this.tools;
    if (tables.reader === null) yield tables.load();
    if (tables.reader === null) throw new Error("The pause for the reader of tables was not waited for.");
    const read = readTable(opened, tried, this.tools, tables.reader);
    yield* read.groups;
    this.startOver(read.format);
    this.table = read.table;
    this.settle(opened.identity, read.unread, read.unread?.code === "no-footer");
  }

  private readWhole(opened: OpenFile, format: DumpFormat): void {
    const { size } = opened.identity;
    const limit = format.rows === "metrics" ? maxWholeFileBytes : maxUnitBytes;
    if (size > limit) {
      this.format = null;
      this.settle(opened.identity, { code: "too-large", bytes: size, limit }, false);
      return;
    }
    const table = parseWholeFile(opened.fd, format, size, this.tools);
    this.table = table ?? new RowTable();
    this.settle(opened.identity, null, table === null);
  }

  private startOver(format: DumpFormat | null): void {
    this.table = new RowTable();
    this.dump = null;
    this.fingerprint = null;
    this.format = format;
    this.file = { ...this.file, generation: this.file.generation + 1 };
  }

  private settle(identity: FileIdentity, unread: UnreadReason | null, pending: boolean): void {
    const end = this.fingerprint?.end;
    // What was written after the last read is found by the next look.
    const size = end === undefined ? identity.size : Math.min(end, identity.size);
    this.identity = { ...identity, size };
    this.isRacy = Date.now() - identity.mtimeMs < clockTickMs;
    this.publish(this.identity, this.format, unread, pending);
  }

  private publish(
    identity: FileIdentity,
    format: DumpFormat | null,
    unread: UnreadReason | null,
    pending: boolean,
  ): void {
    this.readable = null;
    this.file = {
      ...this.file,
      size: identity.size,
      mtimeMs: identity.mtimeMs,
      format: format?.id ?? null,
      unread,
      columns: new RowColumnsView(this.table),
      malformed: this.table.malformed,
      pending,
      version: this.file.version + 1,
    };
  }

  /** What could not be read can be, and is as it was. */
  private heal(): boolean {
    if (this.readable === null) return false;
    const { unread } = this.readable;
    this.readable = null;
    this.file = { ...this.file, unread, version: this.file.version + 1 };
    return true;
  }

  /** A file that cannot be read any more keeps the rows that are known of it, and says why it cannot be read. */
  private fail(failure: ReadFailure): boolean {
    const reason = unreadReason(failure);
    this.readable ??= this.file;
    if (this.file.version > 0 && this.file.unread?.code === reason.code) return false;
    this.file = { ...this.file, unread: reason, version: this.file.version + 1 };
    return true;
  }
}
