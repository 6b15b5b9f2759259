/** Gives names numbers, the same to the same name, in the order of their first appearance. */
export class NumberedNames {
  private readonly known = new Map<string, number>();

  numberOf(name: string): number {
    const number = this.known.get(name) ?? this.known.size;
    this.known.set(name, number);
    return number;
  }

  /** By number. */
  get names(): readonly string[] {
    return [...this.known.keys()];
  }
}

/** The numbers of one table's name indexes. A name is looked up once, however many rows have it. */
export class TableNumbers {
  private readonly names: NumberedNames;
  private readonly nameOf: (index: number) => string;
  private numbers = new Int32Array(64).fill(-1);

  constructor(names: NumberedNames, nameOf: (index: number) => string) {
    this.names = names;
    this.nameOf = nameOf;
  }

  /** -1 for negative indexes, which have no name. */
  of(index: number): number {
    if (index < 0) return -1;
    if (index >= this.numbers.length) this.grow(index);
    const known = this.numbers[index] ?? -1;
    if (known !== -1) return known;
    const number = this.names.numberOf(this.nameOf(index));
    this.numbers[index] = number;
    return number;
  }

  private grow(index: number): void {
    const larger = new Int32Array(2 * (index + 1)).fill(-1);
    larger.set(this.numbers);
    this.numbers = larger;
  }
}
