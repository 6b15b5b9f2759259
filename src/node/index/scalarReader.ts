/** What a logged number turned out to be; stored as the payload of a NaN. 0 is a number (infinities included). */
export const numberCode = { number: 0, nan: 1, null: 2, absent: 3, text: 4 } as const;
export type NumberCode = (typeof numberCode)[keyof typeof numberCode];

const zero = 0x30;
const isDigit = (byte: number): boolean => byte >= zero && byte <= 0x39;

const literal = (text: string, code: NumberCode, value: number) => ({ bytes: Buffer.from(text), code, value });
const literals = [
  literal("null", numberCode.null, NaN),
  literal("true", numberCode.number, 1),
  literal("false", numberCode.number, 0),
  literal("NaN", numberCode.nan, NaN),
  literal("Infinity", numberCode.number, Infinity),
  literal("-Infinity", numberCode.number, -Infinity),
];

/** Digits (and a point) that a double holds exactly together with a power of ten up to 10^22, so that one division rounds once. */
const exactDigits = 15;
const powersOfTen = Array.from({ length: exactDigits + 1 }, (_, power) => 10 ** power);

/** Reads scalars of JSON, and Python's NaN and Infinity, from bytes. Keeps the last value, so as not to allocate. */
export class ScalarReader {
  value = NaN;
  code: NumberCode = numberCode.absent;
  /** Bytes that became strings on the way: numbers too long or too scaled for exact integer arithmetic. */
  bytesDecoded = 0;
  private mantissa = 0;

  /**
   * Reads bytes[from, to). Null when they are no scalar that a tolerant JSON parser takes. `value` is set only when
   * `wantsValue`; the numbers of a token list are checked, not converted.
   */
  read(bytes: Buffer, from: number, to: number, wantsValue: boolean): NumberCode | null {
    const first = bytes[from] ?? 0;
    this.code = numberCode.number;
    if (!isDigit(first) && (first !== 0x2d || bytes[from + 1] === 0x49)) return this.readLiteral(bytes, from, to);
    return this.readNumber(bytes, from, to, wantsValue) ? numberCode.number : null;
  }

  private readLiteral(bytes: Buffer, from: number, to: number): NumberCode | null {
    for (const { bytes: word, code, value } of literals) {
      if (word.length !== to - from || bytes.compare(word, 0, word.length, from, to) !== 0) continue;
      this.value = value;
      this.code = code;
      return code;
    }
    return null;
  }

  private readNumber(bytes: Buffer, from: number, to: number, wantsValue: boolean): boolean {
    const isNegative = bytes[from] === 0x2d;
    const start = isNegative ? from + 1 : from;
    const point = this.readDigits(bytes, start, to, 0);
    if (point === start || (bytes[start] === zero && point > start + 1)) return false;
    let end = point;
    if (point < to && bytes[point] === 0x2e) {
      end = this.readDigits(bytes, point + 1, to, this.mantissa);
      if (end === point + 1) return false;
    }
    const hasExponent = end < to;
    if (hasExponent && !this.isExponent(bytes, end, to)) return false;
    if (!wantsValue) return true;
    if (hasExponent || end - start > exactDigits) {
      this.bytesDecoded += to - from;
      this.value = Number(bytes.toString("latin1", from, to));
      return true;
    }
    const size = end === point ? this.mantissa : this.mantissa / (powersOfTen[end - point - 1] ?? NaN);
    this.value = isNegative ? -size : size;
    return true;
  }

  /** Takes digits into the mantissa, on top of what it holds; returns where they end. */
  private readDigits(bytes: Buffer, from: number, to: number, known: number): number {
    let mantissa = known;
    let at = from;
    for (; at < to; at++) {
      const digit = (bytes[at] ?? 0) - zero;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
    }
    this.mantissa = mantissa;
    return at;
  }

  private isExponent(bytes: Buffer, at: number, to: number): boolean {
    const letter = bytes[at];
    if (letter !== 0x65 && letter !== 0x45) return false;
    const sign = bytes[at + 1];
    const digits = sign === 0x2b || sign === 0x2d ? at + 2 : at + 1;
    return digits < to && this.readDigits(bytes, digits, to, 0) === to;
  }
}
