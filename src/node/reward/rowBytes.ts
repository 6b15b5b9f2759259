import type { FormatId } from "../../core/rollout/formatId.js";
import { formats } from "../../core/rollout/formats.js";
import { maxUnitBytes } from "../index/indexLimits.js";
import { openFile, type OpenFile } from "../index/openFile.js";
import type { ReadFailure } from "../index/readFailure.js";
import { readFully } from "../index/readFully.js";
import { LazyTables } from "../index/lazyTables.js";
import type { FactTask } from "./factTask.js";

/** Rows that lie close together are read at once, up to so many bytes. */
const windowBytes = 8 << 20;
/** Bytes between rows that may be read along: those of rows whose facts are known. */
const mostGap = 1 << 16;

/** Rows of one file and where they stand in it. */
export type RowPlaces = Pick<FactTask, "path" | "format" | "rows" | "offsets" | "lengths">;

type TakeBytes = (at: number, bytes: Buffer | null) => boolean;

const tables = new Set(formats.filter(({ unit }) => unit === "table").map(({ id }) => id));
const isTable = (format: FormatId): boolean => tables.has(format);

/** Reads the rows of a task, many at a time, into memory that is used again. */
export class RowBytes {
  private window = Buffer.alloc(0);
  private readonly tables = new LazyTables();

  /** Loads what the rows of a format are read with; null where nothing has to be. To be waited for before `read`. */
  prepare(format: FormatId): Promise<unknown> | null {
    return isTable(format) && this.tables.reader === null ? this.tables.load() : null;
  }

  /**
   * Calls `take` with the bytes of every row of the task, by its place there, null for one that cannot be read. The bytes
   * hold until `take` returns; once it returns false, no more rows follow, and the value is false.
   */
  read(task: RowPlaces, take: TakeBytes): boolean {
    const opened = openFile(task.path);
    try {
      if (isTable(task.format)) return this.readGroups(opened, task, take);
      for (let from = 0; from < task.rows.length;) {
        const to = this.windowFrom(task, from);
        const bytes = opened.kind === "open" ? this.fill(opened.fd, task, from, to) : null;
        const start = task.offsets[from] ?? 0;
        for (; from < to; from++) {
          const at = (task.offsets[from] ?? 0) - start;
          if (!take(from, bytes?.subarray(at, at + (task.lengths[from] ?? 0)) ?? null)) return false;
        }
      }
      return true;
    } finally {
      if (opened.kind === "open") opened.close();
    }
  }

  /** Rows of a table: each row group is decoded once for the rows of it that stand behind one another. */
  private readGroups(opened: OpenFile | ReadFailure, { offsets }: RowPlaces, take: TakeBytes): boolean {
    let unit = -1;
    let bytes: Buffer | null = null;
    for (const [at, offset] of offsets.entries()) {
      if (unit !== offset) bytes = opened.kind === "open" ? this.group(opened, offset) : null;
      unit = offset;
      if (!take(at, bytes)) return false;
    }
    return true;
  }

  private group({ fd, identity }: OpenFile, offset: number): Buffer | null {
    try {
      return this.tables.reader?.unit(fd, identity.size, offset) ?? null;
    } catch {
      // As below: the rows stay without facts.
      return null;
    }
  }

  /** The place behind the last row that is read along with the one at `from`. */
  private windowFrom({ offsets, lengths }: RowPlaces, from: number): number {
    const start = offsets[from] ?? 0;
    let to = from + 1;
    for (; to < offsets.length; to++) {
      const before = (offsets[to - 1] ?? 0) + (lengths[to - 1] ?? 0);
      const offset = offsets[to] ?? 0;
      if (offset - before > mostGap || offset + (lengths[to] ?? 0) - start > windowBytes) break;
    }
    return to;
  }

  /** Null where the file ends too early, or a row is too long to be opened. */
  private fill(fd: number, { offsets, lengths }: RowPlaces, from: number, to: number): Buffer | null {
    const start = offsets[from] ?? 0;
    const length = (offsets[to - 1] ?? 0) + (lengths[to - 1] ?? 0) - start;
    if (length > maxUnitBytes) return null;
    const isUsual = length <= windowBytes;
    if (isUsual && this.window.length < length) this.window = Buffer.allocUnsafeSlow(windowBytes);
    const bytes = isUsual ? this.window.subarray(0, length) : Buffer.allocUnsafe(length);
    try {
      return readFully(fd, bytes, start) === bytes.length ? bytes : null;
    } catch {
      // Said by the rows that stay without facts; opening one of them tells why.
      return null;
    }
  }
}
