import type { IndexedFile } from "../index/indexedFile.js";

const [unknown, agrees, differs] = [0, 1, 2];

/** Which rows the audit found to differ from their rule. Of a rewritten file nothing is known any more. */
export class AuditMarks {
  private readonly files = new Map<string, { readonly generation: number; marks: Uint8Array }>();

  set(file: IndexedFile, row: number, isDifferent: boolean): void {
    const found = this.files.get(file.path);
    const known =
      found?.generation === file.generation ? found : { generation: file.generation, marks: new Uint8Array() };
    if (row >= known.marks.length) {
      const grown = new Uint8Array(Math.max(row + 1, file.columns.count));
      grown.set(known.marks);
      known.marks = grown;
    }
    known.marks[row] = isDifferent ? differs : agrees;
    this.files.set(file.path, known);
  }

  /** True before any audit. */
  get isEmpty(): boolean {
    return this.files.size === 0;
  }

  /** Null for a row that was not audited. */
  differs(file: IndexedFile, row: number): boolean | null {
    const found = this.files.get(file.path);
    const mark = found?.generation === file.generation ? (found.marks[row] ?? unknown) : unknown;
    return mark === unknown ? null : mark === differs;
  }

  forget(isGone: (path: string) => boolean): void {
    for (const path of this.files.keys()) if (isGone(path)) this.files.delete(path);
  }
}
