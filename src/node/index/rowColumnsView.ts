import { hexHash } from "./byteScan.js";
import type { NumberKind, RowColumns } from "./indexedFile.js";
import { singleBits, singleKind, singleValue } from "./noNumber.js";
import { numberCode } from "./scalarReader.js";
import type { RowTable } from "./rowTable.js";

const absentBits = singleBits(numberCode.absent, NaN);

class NumbersView {
  private readonly bits: Uint32Array;
  constructor(bits: Uint32Array) {
    this.bits = bits;
  }
  valueOf(row: number): number {
    return singleValue(this.bits[row] ?? absentBits);
  }
  kindOf(row: number): NumberKind {
    return singleKind(this.bits[row] ?? absentBits);
  }
}

/**
 * The rows that a table had when this was made. The table only appends, so earlier views stay true while it grows; a
 * rewritten file gets a new table.
 */
export class RowColumnsView implements RowColumns {
  readonly count: number;
  readonly groupCount: number;
  private readonly table: RowTable;
  private view: ReadonlyMap<string, NumbersView> | null = null;

  constructor(table: RowTable) {
    this.table = table;
    this.count = table.count;
    this.groupCount = table.groupCount;
  }

  /** Keys that held a number in some row by now. Made on first use: most files of a run are never asked. */
  get numbers(): ReadonlyMap<string, NumbersView> {
    this.view ??= new Map(
      this.table.numbers.flatMap(({ name, bits, hasNumber }) =>
        bits === null || !hasNumber ? [] : [[name, new NumbersView(bits)] as const],
      ),
    );
    return this.view;
  }

  offsetOf(row: number): number {
    return this.table.offsetOf(row);
  }
  lengthOf(row: number): number {
    return this.table.lengthOf(row);
  }
  itemOf(row: number): number {
    return this.table.itemOf(row);
  }
  isMalformed(row: number): boolean {
    return this.table.isMalformed(row);
  }
  stepOf(row: number): number {
    return this.table.stepOf(row);
  }
  scoreOf(row: number): number {
    return this.table.scoreOf(row);
  }
  scoreKindOf(row: number): NumberKind {
    return this.table.scoreKindOf(row);
  }
  groupOf(row: number): number {
    return this.table.groupOf(row);
  }
  groupHashOf(group: number): string {
    return hexHash(this.table.groups[group * 2] ?? 0, this.table.groups[group * 2 + 1] ?? 0);
  }
  responseLengthOf(row: number): number {
    return this.table.responseLengthOf(row);
  }
  callOpeningsOf(row: number): number {
    return this.table.callOpeningsOf(row);
  }
}
