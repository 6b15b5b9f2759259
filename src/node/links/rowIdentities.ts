import { rolloutIdentity } from "../../core/link/rolloutIdentity.js";
import type { OpenedRowResult } from "../runs/openedRow.js";
import type { Row } from "../runs/rowsOf.js";

interface FileIdentities {
  readonly generation: number;
  readonly byRow: Map<number, string>;
}

/** What rows are told by. Each is opened once, when it is first asked for; of a rewritten file all are asked for anew. */
export class RowIdentities {
  private readonly files = new Map<string, FileIdentities>();
  private readonly open: (row: Row) => Promise<OpenedRowResult>;

  constructor(open: (row: Row) => Promise<OpenedRowResult>) {
    this.open = open;
  }

  /** Null for a row that is no rollout, or that cannot be read now. */
  async of(row: Row): Promise<string | null> {
    const { byRow } = this.ofFile(row);
    const known = byRow.get(row.row);
    if (known !== undefined) return known;
    const opened = await this.open(row);
    // What cannot be read now may be readable later: it is not remembered.
    if (opened.kind !== "rollout") return null;
    const identity = rolloutIdentity(opened.rollout);
    byRow.set(row.row, identity);
    return identity;
  }

  private ofFile({ file }: Row): FileIdentities {
    const found = this.files.get(file.path);
    if (found?.generation === file.generation) return found;
    const made = { generation: file.generation, byRow: new Map<number, string>() };
    this.files.set(file.path, made);
    return made;
  }
}
