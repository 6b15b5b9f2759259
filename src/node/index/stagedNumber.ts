import type { NumberColumn } from "./numberColumn.js";
import { numberCode, type NumberCode } from "./scalarReader.js";

/** Holds the value of a column until its row is complete; the last of equal keys wins. */
export class StagedNumber {
  readonly column: NumberColumn;
  private code: NumberCode = numberCode.absent;
  private value = NaN;
  private isString = false;

  constructor(column: NumberColumn) {
    this.column = column;
  }

  set(code: NumberCode, value: number, isString: boolean): void {
    this.code = code;
    this.value = value;
    this.isString = isString;
  }
  discard(): void {
    this.code = numberCode.absent;
    this.isString = false;
  }

  /** Writes the held value, or that there is none, as that of `row`: the last one or one more. It stays held. */
  commit(row: number): void {
    this.column.set(row, this.code, this.value, this.isString);
  }
}
