import type { RolloutDetails } from "../../core/rollout/rolloutDetails.js";
import type { IndexedFile } from "../index/indexedFile.js";
import { AuditMarks } from "./auditMarks.js";
import { RemarkMarks } from "./remarkMarks.js";
import { DetailColumns, type DetailState } from "./detailColumns.js";

/**
 * Details of every row that was opened, by file. A rewritten file starts over, a grown one keeps what is known.
 * `forget` drops a run's details when its datasets or its coordinate space change.
 */
export class DetailStore {
  /** What an audit found of the same rows; it is forgotten with them. */
  readonly audits = new AuditMarks();
  /** What people said of them; it outlives what is forgotten here. */
  readonly remarks = new RemarkMarks();
  private readonly files = new Map<string, { generation: number; columns: DetailColumns }>();

  private columnsOf(file: IndexedFile): DetailColumns | null {
    const found = this.files.get(file.path);
    return found?.generation === file.generation ? found.columns : null;
  }

  stateOf(file: IndexedFile, row: number): DetailState {
    if (file.columns.isMalformed(row)) return "malformed";
    return this.columnsOf(file)?.stateOf(row) ?? "unknown";
  }

  get(file: IndexedFile, row: number): RolloutDetails | null {
    return this.columnsOf(file)?.get(row) ?? null;
  }

  /** `null` says that the row was opened and is malformed. */
  set(file: IndexedFile, row: number, details: RolloutDetails | null): void {
    const columns = this.columnsOf(file) ?? new DetailColumns();
    this.files.set(file.path, { generation: file.generation, columns });
    columns.set(row, details);
  }

  forget(isGone: (path: string) => boolean): void {
    for (const path of this.files.keys()) if (isGone(path)) this.files.delete(path);
    this.audits.forget(isGone);
  }
}
