/**
 * The one-to-one assignment of rows (zoom calls) to columns (targets) with the largest sum of values, as the column of
 * each row or null for a surplus row. Min(rows, columns) pairs are always made, even of value 0. Hungarian method with
 * potentials, O(n² m). Every row must be equally long and hold finite numbers.
 */
export function assignTargets(values: readonly (readonly number[])[]): readonly (number | null)[] {
  const columns = values[0]?.length ?? 0;
  if (values.length <= columns) return columnOfRow(values, columns);
  const transposed = Array.from({ length: columns }, (_, column) => values.map(row => row[column] ?? 0));
  const assigned = new Array<number | null>(values.length).fill(null);
  columnOfRow(transposed, values.length).forEach((row, column) => {
    if (row !== null) assigned[row] = column;
  });
  return assigned;
}

/** For at most as many rows as columns. Rows are added one at a time, each along the cheapest augmenting path. */
function columnOfRow(values: readonly (readonly number[])[], columns: number): readonly (number | null)[] {
  const matching = new Matching(values, columns);
  for (let row = 0; row < values.length; row++) matching.add(row);
  return matching.columnOfRow();
}

/** Owns the arrays of the method. Index `columns` stands for the row that is being added. */
class Matching {
  private readonly rowOfColumn: Int32Array;
  private readonly rowPotential: Float64Array;
  private readonly columnPotential: Float64Array;
  private readonly values: readonly (readonly number[])[];
  private readonly columns: number;

  constructor(values: readonly (readonly number[])[], columns: number) {
    this.values = values;
    this.columns = columns;
    this.rowOfColumn = new Int32Array(columns + 1).fill(-1);
    this.rowPotential = new Float64Array(values.length);
    this.columnPotential = new Float64Array(columns + 1);
  }

  add(row: number): void {
    const start = this.columns;
    this.rowOfColumn[start] = row;
    const slack = new Float64Array(start).fill(Infinity);
    const cameFrom = new Int32Array(start).fill(start);
    const isReached = new Uint8Array(start + 1);
    let column = start;
    while (at(this.rowOfColumn, column) !== -1) {
      isReached[column] = 1;
      column = this.reachNext(column, slack, cameFrom, isReached);
    }
    while (column !== start) {
      const previous = at(cameFrom, column);
      this.rowOfColumn[column] = at(this.rowOfColumn, previous);
      column = previous;
    }
    this.rowOfColumn[start] = -1;
  }

  columnOfRow(): readonly (number | null)[] {
    const assigned = new Array<number | null>(this.values.length).fill(null);
    for (let column = 0; column < this.columns; column++) {
      const row = at(this.rowOfColumn, column);
      if (row >= 0) assigned[row] = column;
    }
    return assigned;
  }

  /** Relaxes the edges of one column's row, shifts the potentials by the least slack and returns the column it makes free. */
  private reachNext(from: number, slack: Float64Array, cameFrom: Int32Array, isReached: Uint8Array): number {
    const row = at(this.rowOfColumn, from);
    let nearest = 0;
    let least = Infinity;
    for (let column = 0; column < this.columns; column++) {
      if (isReached[column] === 1) continue;
      const cost = -(this.values[row]?.[column] ?? 0) - at(this.rowPotential, row) - at(this.columnPotential, column);
      if (cost < at(slack, column)) {
        slack[column] = cost;
        cameFrom[column] = from;
      }
      if (at(slack, column) < least) {
        least = at(slack, column);
        nearest = column;
      }
    }
    this.shiftPotentials(least, slack, isReached);
    return nearest;
  }

  private shiftPotentials(by: number, slack: Float64Array, isReached: Uint8Array): void {
    for (let column = 0; column <= this.columns; column++) {
      if (isReached[column] === 1) {
        const row = at(this.rowOfColumn, column);
        this.rowPotential[row] = at(this.rowPotential, row) + by;
        this.columnPotential[column] = at(this.columnPotential, column) - by;
      } else if (column < this.columns) {
        slack[column] = at(slack, column) - by;
      }
    }
  }
}

/** Typed arrays are read inside their bounds here; the compiler cannot see it. */
function at(array: Int32Array | Float64Array, index: number): number {
  return array[index] ?? 0;
}
