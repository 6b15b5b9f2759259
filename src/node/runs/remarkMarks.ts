import { isGoldenQuestion } from "../../core/notes/isGoldenQuestion.js";
import type { GoldenQuestion, Remarks } from "../../core/notes/noteBook.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { Row } from "./rowsOf.js";

/** What people said of a row, and how many rows of its step have the same text: what is said, is said of them all. */
export interface RowRemarks {
  readonly remarks: Remarks;
  readonly alike: number;
}

interface MarkedFile {
  readonly generation: number;
  readonly rows: Map<number, RowRemarks>;
}

/** What is known of one run. */
export interface RunMarks {
  readonly rows: readonly (Row & RowRemarks)[];
  readonly questions: readonly GoldenQuestion[];
  readonly problems: readonly FileProblem[];
}

/** Which rows and questions people said something of, by run. Of a rewritten file nothing is known until it was looked through. */
export class RemarkMarks {
  private readonly files = new Map<string, MarkedFile>();
  private readonly pathsOfRun = new Map<string, ReadonlySet<string>>();
  private readonly questions = new Map<string, readonly GoldenQuestion[]>();
  private readonly problems = new Map<string, readonly FileProblem[]>();

  of(file: IndexedFile, row: number): RowRemarks | null {
    const found = this.files.get(file.path);
    return found?.generation === file.generation ? (found.rows.get(row) ?? null) : null;
  }

  /** True when the question of a group of the run is on the golden list. */
  isGoldenQuestion(
    run: string,
    group: string,
    question: { readonly id: string | null; readonly text: string },
  ): boolean {
    return this.questions.get(run)?.some(golden => isGoldenQuestion(golden, { ...question, group })) === true;
  }

  /** Why what people said of a run, or a part of it, is not used. */
  problemsOf(run: string): readonly FileProblem[] {
    return this.problems.get(run) ?? [];
  }

  /** Takes what is known of a run's rows now, in place of what was. */
  replace(run: string, { rows, questions, problems }: RunMarks): void {
    for (const path of this.pathsOfRun.get(run) ?? []) this.files.delete(path);
    for (const { file, row, remarks, alike } of rows) {
      const known = this.files.get(file.path) ?? { generation: file.generation, rows: new Map<number, RowRemarks>() };
      known.rows.set(row, { remarks, alike });
      this.files.set(file.path, known);
    }
    this.pathsOfRun.set(run, new Set(rows.map(({ file }) => file.path)));
    this.questions.set(run, questions);
    this.problems.set(run, problems);
  }

  /** A run that is no longer listed has no rows that anything could be said of. */
  forget(run: string): void {
    for (const path of this.pathsOfRun.get(run) ?? []) this.files.delete(path);
    for (const known of [this.pathsOfRun, this.questions, this.problems]) known.delete(run);
  }
}
