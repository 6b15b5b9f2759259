/** A line of a file, from 0, and the byte it begins at. */
export interface LineMark {
  readonly row: number;
  readonly offset: number;
}

const firstRows = 64;
const firstBytes = 1 << 20;
const usualMost = 1 << 18;

/**
 * Where some lines of a file begin: one in 64, and every one that is a megabyte or more behind the mark before it. So a
 * line is found by reading a megabyte at most, however long lines are. When there are too many marks, both distances are
 * doubled: memory is bounded whatever the file is.
 */
export class LineMarks {
  private rows: number[] = [0];
  private offsets: number[] = [0];
  private rowStride = firstRows;
  private byteStride = firstBytes;
  private readonly most: number;

  constructor(most = usualMost) {
    this.most = most;
  }

  get count(): number {
    return this.rows.length;
  }

  /** Takes notice of the beginning of a line, in the order of the file. */
  add(row: number, offset: number): void {
    if (!this.isFar(row, offset, this.rows.length - 1)) return;
    this.rows.push(row);
    this.offsets.push(offset);
    while (this.rows.length > this.most) this.thin();
  }

  /** The last mark at or before a line. */
  before(row: number): LineMark {
    return this.at(lastAtMost(this.rows, row));
  }

  /** Where a line begins, if there is a mark at it. */
  exactly(row: number): number | null {
    const index = lastAtMost(this.rows, row);
    return this.rows[index] === row ? (this.offsets[index] ?? null) : null;
  }

  private at(index: number): LineMark {
    return { row: this.rows[index] ?? 0, offset: this.offsets[index] ?? 0 };
  }

  private isFar(row: number, offset: number, index: number): boolean {
    const last = this.at(index);
    return row - last.row >= this.rowStride || offset - last.offset >= this.byteStride;
  }

  /** Keeps the marks that would have been made with twice the distances. */
  private thin(): void {
    this.rowStride *= 2;
    this.byteStride *= 2;
    const { rows, offsets } = this;
    this.rows = [0];
    this.offsets = [0];
    rows.forEach((row, index) => {
      const offset = offsets[index] ?? 0;
      if (!this.isFar(row, offset, this.rows.length - 1)) return;
      this.rows.push(row);
      this.offsets.push(offset);
    });
  }
}

/** Index of the last value that is not above `wanted`; the values rise, and the first is 0. */
function lastAtMost(values: readonly number[], wanted: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] ?? Infinity) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
