import type { FilterField } from "../../../core/filter/filterField.js";
import type { FieldValue } from "../../../core/filter/testAtom.js";
import type { IndexedFile } from "../../index/indexedFile.js";

interface Kept {
  readonly generation: number;
  readonly rows: Map<number, readonly FieldValue[]>;
}

/** A text beyond this is sorted by its beginning. */
const longestKey = 200;

const short = (value: FieldValue): FieldValue =>
  typeof value === "string" && value.length > longestKey ? value.slice(0, longestKey) : value;

/** The values that rows are sorted by, of the fields that only their text tells. */
export class SortValues {
  readonly fields: readonly FilterField[];
  private readonly files = new Map<string, Kept>();

  constructor(fields: readonly FilterField[]) {
    this.fields = fields;
  }

  /** Undefined while the row was not read; null where it has no such value, or cannot be read. */
  get(file: IndexedFile, row: number, field: FilterField): FieldValue | undefined {
    const found = this.files.get(file.path);
    if (found?.generation !== file.generation) return undefined;
    const values = found.rows.get(row);
    return values === undefined ? undefined : (values[this.fields.indexOf(field)] ?? null);
  }

  set(file: IndexedFile, row: number, values: readonly FieldValue[]): void {
    const found = this.files.get(file.path);
    const known = found?.generation === file.generation ? found : { generation: file.generation, rows: new Map() };
    known.rows.set(row, values.map(short));
    this.files.set(file.path, known);
  }

  forget(isGone: (path: string) => boolean): void {
    for (const path of this.files.keys()) if (isGone(path)) this.files.delete(path);
  }
}
