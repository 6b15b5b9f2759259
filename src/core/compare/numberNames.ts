/** Names that several tables share, numbered once for all of them in the order of their first appearance. */
export interface NumberedNames {
  readonly names: readonly string[];
  /** For each table the number of each of its indexes; -1 for indexes that do not occur in it. */
  readonly numberOf: readonly Int32Array[];
}

/** A table's column of name indexes. Negative ones have no name. */
export interface NameColumn {
  readonly count: number;
  readonly indexOf: (row: number) => number;
  readonly nameOf: (index: number) => string;
}

/** Looks every name up once a table, however many rows hold it. */
export function numberNames(columns: readonly NameColumn[]): NumberedNames {
  const known = new Map<string, number>();
  const numberOf = columns.map(column => {
    const numbers = new Int32Array(largestIndex(column) + 1).fill(-1);
    for (let row = 0; row < column.count; row++) {
      const index = column.indexOf(row);
      if (index < 0 || numbers[index] !== -1) continue;
      const name = column.nameOf(index);
      const number = known.get(name) ?? known.size;
      known.set(name, number);
      numbers[index] = number;
    }
    return numbers;
  });
  return { names: [...known.keys()], numberOf };
}

function largestIndex({ count, indexOf }: NameColumn): number {
  let largest = -1;
  for (let row = 0; row < count; row++) largest = Math.max(largest, indexOf(row));
  return largest;
}
