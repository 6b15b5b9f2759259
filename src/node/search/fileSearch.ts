import { textKeysOf } from "../../core/search/textKeys.js";
import type { Matcher } from "../../core/search/createMatcher.js";
import { rowMatches } from "../../core/search/rowMatches.js";
import type { SearchQuery } from "../../core/search/searchQuery.js";
import { ByteScan } from "../index/byteScan.js";
import { maxUnitBytes } from "../index/indexLimits.js";
import { openFile } from "../index/openFile.js";
import { readFailure } from "../index/readFailure.js";
import { readFully } from "../index/readFully.js";
import { RowParser } from "../reward/rowParser.js";
import { PatternScan } from "./patternScan.js";
import { RawSearch } from "./rawSearch.js";
import { windowRows } from "./windowRows.js";
import type { FileTask, FoundRow } from "./searchTask.js";

export interface FileSearchParts {
  readonly query: SearchQuery;
  readonly find: Matcher;
  readonly hitsPerRow: number;
  /** Called before each row is looked at. */
  readonly onRow: () => void;
}

/** What became of a row: matches, nothing found, or it could not be read. */
type Searched = FoundRow | null | "unread";

/** Searches rows of files in their bytes, and decodes those alone that may hold what is looked for. */
export class FileSearch {
  private readonly parts: FileSearchParts;
  private readonly scan = new ByteScan();
  /** By format. */
  private readonly raw = new Map<string, RawSearch | null>();
  private plain: PatternScan | null = null;

  constructor(parts: FileSearchParts) {
    this.parts = parts;
  }

  /** The rows of a task in their order, those left out that hold nothing. "unread" for each one that cannot be read. */
  *rows(task: FileTask): Generator<FoundRow | "unread"> {
    const opened = openFile(task.path);
    if (opened.kind !== "open") {
      yield* Array.from(task.rows, () => "unread" as const);
      return;
    }
    try {
      for (const searched of this.searchedRows(opened.fd, task)) if (searched !== null) yield searched;
    } finally {
      opened.close();
    }
  }

  private *searchedRows(fd: number, task: FileTask): Generator<Searched> {
    const raw = this.rawOf(task.format);
    const scan = raw?.scan ?? (this.plain ??= new PatternScan([]));
    const parser = new RowParser(task.format, task.columns, this.scan);
    const room = scan.windowEnd - scan.windowStart;
    for (let from = 0; from < task.rows.length;) {
      const to = windowRows(task, from, room);
      if (to === from) yield this.longRow(fd, task, from++, parser);
      else {
        yield* this.windowOf(fd, task, { from, to }, { raw, scan, parser });
        from = to;
      }
    }
  }

  private rawOf(format: string): RawSearch | null {
    const known = this.raw.get(format);
    if (known !== undefined) return known;
    const keys = textKeysOf(format);
    const made = keys === null ? null : RawSearch.of(this.parts.query, keys);
    this.raw.set(format, made);
    return made;
  }

  private *windowOf(
    fd: number,
    task: FileTask,
    { from, to }: { readonly from: number; readonly to: number },
    { raw, scan, parser }: { readonly raw: RawSearch | null; readonly scan: PatternScan; readonly parser: RowParser },
  ): Generator<Searched> {
    const { offsets, lengths } = task;
    const start = offsets[from] ?? 0;
    const length = (offsets[to - 1] ?? 0) + (lengths[to - 1] ?? 0) - start;
    const isRead = isWholeRead(fd, scan.bytes.subarray(scan.windowStart, scan.windowStart + length), start);
    for (let at = from; at < to; at++) {
      this.parts.onRow();
      const begin = scan.windowStart + (offsets[at] ?? 0) - start;
      const end = begin + (lengths[at] ?? 0);
      if (!isRead) yield "unread";
      else if (raw === null || raw.mayHold(begin, end))
        yield this.decoded(scan.bytes.subarray(begin, end), task.rows[at] ?? 0, parser);
      else yield null;
    }
  }

  private longRow(fd: number, { offsets, lengths, rows }: FileTask, at: number, parser: RowParser): Searched {
    this.parts.onRow();
    const length = lengths[at] ?? 0;
    if (length > maxUnitBytes) return "unread";
    const bytes = Buffer.allocUnsafe(length);
    return isWholeRead(fd, bytes, offsets[at] ?? 0) ? this.decoded(bytes, rows[at] ?? 0, parser) : "unread";
  }

  private decoded(bytes: Buffer, row: number, parser: RowParser): Searched {
    const { find, query, hitsPerRow } = this.parts;
    const { read } = parser.parse(bytes);
    const found = read.kind === "rollout" ? rowMatches(read.rollout, find, query.place, hitsPerRow) : null;
    return found === null ? null : { ...found, row };
  }
}

function isWholeRead(fd: number, into: Buffer, position: number): boolean {
  try {
    return readFully(fd, into, position) === into.length;
  } catch (error) {
    // A disk that went away is no rows; what is no failure of reading is thrown on.
    readFailure(error);
    return false;
  }
}
