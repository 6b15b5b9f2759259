import { numberCode, type NumberCode } from "./scalarReader.js";
import { singleBase, singleBits, singleKind } from "./noNumber.js";

const noRuns: readonly number[] = [];
const runOf = (row: number, code: NumberCode): number => row * 8 + code;
const rowOf = (run: number): number => Math.floor(run / 8);

/** With more changes of reason than this, the column is laid out although no number was seen. */
const maxRuns = 32;

/**
 * The values of one further key, a float32 a row. Laid out only once the key has held a number: most keys of a dump hold
 * texts, and until then the reasons why there is none are kept as runs.
 */
export class NumberColumn {
  /** float32 bits a row; null while nothing had to be laid out. */
  bits: Uint32Array<ArrayBuffer> | null;
  /** Some row has held a number: the column is worth showing. */
  hasNumber: boolean;
  readonly name: string;
  /** Where each reason begins: row * 8 + code. Most columns have one run or none, and there are thousands of columns. */
  private runs: readonly number[] = noRuns;
  private hasText = false;
  private isOnlyStrings = true;

  constructor(name: string, bits: Uint32Array<ArrayBuffer> | null = null) {
    this.name = name;
    this.bits = bits;
    this.hasNumber = bits !== null;
    if (bits !== null) this.isOnlyStrings = false;
  }

  /** True when strings under this key are answers, whatever they look like. */
  get holdsTexts(): boolean {
    return this.hasText && this.isOnlyStrings;
  }

  /**
   * Sets the value of `row`, the last one or one more. A number written as a string ("0.5") makes a column only while no other text was seen under the key: answers such as
   * "12" among "A" and "B" are no measurements.
   */
  set(row: number, code: NumberCode, value: number, isString: boolean): void {
    const kept = isString && this.holdsTexts ? numberCode.text : code;
    if (kept === numberCode.text) this.seeText(row);
    const isNumber = kept === numberCode.number || kept === numberCode.nan;
    if (isNumber && !isString) this.isOnlyStrings = false;
    if (isNumber) this.hasNumber = true;
    if (isNumber) this.store(row, kept, value);
    else this.keepReason(row, kept);
  }

  private keepReason(row: number, code: NumberCode): void {
    if (this.bits !== null || this.runs.length >= maxRuns) this.store(row, code, NaN);
    else this.addRun(row, code);
  }

  /** With a first text in `row`, the strings before it that looked like numbers are texts too; where there was none, there still is none. */
  private seeText(row: number): void {
    this.hasText = true;
    if (!this.isOnlyStrings || !this.hasNumber) return;
    const { bits } = this;
    this.bits = null;
    this.hasNumber = false;
    for (let before = 0; before < row; before++) {
      const kind = singleKind(bits?.[before] ?? 0);
      this.keepReason(before, kind === "null" || kind === "absent" ? numberCode[kind] : numberCode.text);
    }
  }

  private addRun(row: number, code: NumberCode): void {
    const last = this.runs.at(-1);
    // Nearly always: the same reason as in the row before.
    if (last === undefined ? code === numberCode.absent : last % 8 === code && rowOf(last) < row) return;
    const before = this.runs.filter(run => rowOf(run) < row);
    const lastCode = before.length === 0 ? numberCode.absent : (before.at(-1) ?? 0) % 8;
    this.runs = lastCode === code ? before : [...before, runOf(row, code)];
  }

  private store(row: number, code: NumberCode, value: number): void {
    const bits = this.bits !== null && row < this.bits.length ? this.bits : this.grow(row);
    bits[row] = singleBits(code, value);
  }

  private grow(row: number): Uint32Array<ArrayBuffer> {
    const wider = new Uint32Array(Math.max(64, Math.ceil(row * 1.5) + 1));
    if (this.bits === null) this.layOut(wider, row);
    else wider.set(this.bits);
    this.bits = wider;
    return wider;
  }

  /** Turns the runs of reasons before `row` into values. */
  private layOut(wider: Uint32Array, row: number): void {
    wider.fill(singleBits(numberCode.absent, NaN), 0, row);
    for (const run of this.runs) wider.fill(singleBase + (run % 8), Math.min(rowOf(run), row), row);
    this.runs = noRuns;
  }

  /** Gives back the room for growth beyond `rows`. */
  trim(rows: number): void {
    if (this.bits !== null && this.bits.length > rows) this.bits = this.bits.slice(0, rows);
  }
}
