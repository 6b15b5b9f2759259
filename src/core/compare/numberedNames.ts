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
