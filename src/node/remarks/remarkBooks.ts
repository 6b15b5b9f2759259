import { relative, sep } from "node:path";
import type { NoteBook } from "../../core/notes/noteBook.js";
import { emptyNoteBook } from "../../core/notes/noteBook.js";
import type { NoteLine } from "../../core/notes/noteLine.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { RowIdentities } from "../links/rowIdentities.js";
import type { Row } from "../runs/rowsOf.js";
import type { Run } from "../runs/run.js";
import type { RunsParts } from "../runs/runsParts.js";
import { appendNotes, notesStamp, readNotes, type AppendOutcome, type NotesOnDisk } from "./notesDisk.js";
import { marksOf, placeRemarks, type PlacedRollout } from "./placeRemarks.js";

/** A run's notes as they are, on the rows that are there. */
export interface RunBook {
  readonly stamp: string;
  readonly book: NoteBook;
  readonly placed: readonly PlacedRollout[];
  /** Why the file, or a part of it, is not used. */
  readonly problems: readonly FileProblem[];
}

type Parts = Pick<RunsParts, "list" | "row" | "details" | "state" | "markedRows">;

const noBook: RunBook = { stamp: "", book: emptyNoteBook, placed: [], problems: [] };

/**
 * The notes of all runs: read when a run is listed, again when its file changes, and laid on its rows anew when these do.
 * Files are told apart by size, time and number; what other windows append is found as the index finds it.
 */
export class RemarkBooks {
  private readonly books = new Map<string, RunBook>();
  private readonly parts: Parts;
  private readonly identities: RowIdentities;
  private readonly onError: (error: unknown) => void;
  private readonly listening: { dispose(): void };
  private refreshing: Promise<void> | null = null;
  private isOutdated = false;

  constructor(parts: Parts, identities: RowIdentities, onError: (error: unknown) => void) {
    this.parts = parts;
    this.identities = identities;
    this.onError = onError;
    this.listening = parts.state.onListed(() => void this.refresh());
  }

  /** A run's notes as they were last read. */
  of(run: Run): RunBook {
    return this.books.get(run.path) ?? noBook;
  }

  /** Runs with notes, each with them. */
  all(): readonly { readonly run: Run; readonly notes: RunBook }[] {
    const { runs } = this.parts.list();
    return runs.map(run => ({ run, notes: this.of(run) })).filter(({ notes }) => notes.stamp !== "");
  }

  /** Looks at the notes' files and the rows as they are now. Never rejects; several calls at once are one. */
  refresh(): Promise<void> {
    this.isOutdated = true;
    this.refreshing ??= this.refreshAll()
      .catch(this.onError)
      .finally(() => {
        this.refreshing = null;
      });
    return this.refreshing;
  }

  /** Appends lines to a run's notes, and takes them up at once. */
  async append(run: Run, lines: readonly NoteLine[]): Promise<AppendOutcome> {
    const outcome = await appendNotes(run.path, lines);
    await this.refresh();
    return outcome;
  }

  dispose(): void {
    this.listening.dispose();
  }

  private async refreshAll(): Promise<void> {
    while (this.isOutdated) {
      this.isOutdated = false;
      const { runs } = this.parts.list();
      this.forgetBut(new Set(runs.map(({ path }) => path)));
      for (const run of runs) await this.refreshRun(run);
    }
  }

  /** What was read of runs that are no longer listed; with them it is read again. */
  private forgetBut(listed: ReadonlySet<string>): void {
    for (const path of this.books.keys()) {
      if (listed.has(path)) continue;
      this.books.delete(path);
      this.parts.details.remarks.forget(path);
    }
  }

  private async refreshRun(run: Run): Promise<void> {
    const before = this.of(run);
    const isRead = (await notesStamp(run.path)) === before.stamp;
    if (isRead && before.stamp === "") return;
    const { stamp, book, problems } = isRead ? before : withProblems(await readNotes(run.path));
    const placed = await placeRemarks(book, run, this.identities, (file, row) => this.parts.row(file, row));
    this.books.set(run.path, { stamp, book, placed, problems });
    const { questions } = book;
    this.parts.details.remarks.replace(run.path, { rows: marksOf(placed), questions, problems });
    if (!isRead || look(before.placed) !== look(placed)) this.parts.markedRows();
  }
}

/** With what of the file is not used. */
function withProblems({ stamp, book, problem }: NotesOnDisk): Pick<RunBook, "stamp" | "book" | "problems"> {
  const problems = [
    ...(problem === null ? [] : [problem]),
    ...(book.unknown === 0 ? [] : [{ code: "notes-unknown-lines", values: [String(book.unknown)] }]),
    ...(book.isTorn ? [{ code: "notes-torn", values: [] }] : []),
  ];
  return { stamp, book, problems };
}

/** Changes when rollouts were found, lost or found elsewhere. */
const look = (placed: readonly PlacedRollout[]): string =>
  placed.map(({ rows }) => rows.map(({ file, row }) => `${row} ${file.generation} ${file.path}`).join()).join("\n");

/** Where a row stands, as lines say it: the way from the run's folder, with `/` on every system. */
export const placeInRun = (run: Run, { file, row }: Row): { readonly file: string; readonly row: number } => ({
  file: relative(run.path, file.path).split(sep).join("/"),
  row,
});
