/** Texts by number, in order of first appearance. Equal texts have equal numbers for as long as this lives. */
export class Interned {
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];

  get size(): number {
    return this.texts.length;
  }

  /** In order of their numbers. */
  all(): readonly string[] {
    return this.texts;
  }

  numberOf(text: string): number {
    const found = this.numbers.get(text);
    if (found !== undefined) return found;
    this.numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  /** Throws for a number that was never given. */
  textOf(number: number): string {
    const text = this.texts[number];
    if (text === undefined) throw new RangeError(`no text ${number}`);
    return text;
  }
}
