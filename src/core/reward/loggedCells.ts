import type { LoggedNumber } from "../rollout/loggedNumber.js";
import type { Interned } from "./interned.js";

/** What a quiet NaN says in its low word of why there is no number; a text adds which one it is. */
const noNumber = { nan: 1, null: 2, absent: 3, text: 4 } as const;
const nanHigh = 0x7ff80000;
const kindBits = 3;
const kindMask = (1 << kindBits) - 1;

const nan: LoggedNumber = { kind: "nan" };
const nothing: LoggedNumber = { kind: "null" };
const absent: LoggedNumber = { kind: "absent" };

/** Logged numbers as doubles, in which the five kinds of "no number" stay apart. `at` counts doubles. */
export class LoggedCells {
  readonly doubles: Float64Array<ArrayBuffer>;
  /** The same memory; the low word of a double comes first on every machine that is met. */
  private readonly words: Uint32Array<ArrayBuffer>;

  constructor(doubles: Float64Array<ArrayBuffer>) {
    this.doubles = doubles;
    this.words = new Uint32Array(doubles.buffer, doubles.byteOffset, doubles.length * 2);
  }

  write(at: number, logged: LoggedNumber, texts: Interned): void {
    switch (logged.kind) {
      case "number":
        this.doubles[at] = logged.value;
        return;
      case "infinity":
        this.doubles[at] = logged.sign * Infinity;
        return;
      case "nan":
      case "null":
      case "absent":
        this.writeNone(at, noNumber[logged.kind]);
        return;
      case "text":
        this.writeNone(at, noNumber.text | (texts.numberOf(logged.text) << kindBits));
    }
  }

  private writeNone(at: number, low: number): void {
    this.words[2 * at] = low;
    this.words[2 * at + 1] = nanHigh;
  }

  read(at: number, texts: Interned): LoggedNumber {
    const value = this.doubles[at] ?? NaN;
    if (Number.isFinite(value)) return { kind: "number", value };
    if (!Number.isNaN(value)) return { kind: "infinity", sign: value < 0 ? -1 : 1 };
    const low = this.words[2 * at] ?? 0;
    switch (low & kindMask) {
      case noNumber.null:
        return nothing;
      case noNumber.absent:
        return absent;
      case noNumber.text:
        return { kind: "text", text: texts.textOf(low >>> kindBits) };
      default:
        return nan;
    }
  }

  /** Gives a text its number in another list, `numbers` by its number here. Other cells stay as they are. */
  renumber(at: number, numbers: Int32Array): void {
    const low = this.words[2 * at] ?? 0;
    if (!Number.isNaN(this.doubles[at] ?? 0) || (low & kindMask) !== noNumber.text) return;
    this.writeNone(at, noNumber.text | ((numbers[low >>> kindBits] ?? 0) << kindBits));
  }
}
