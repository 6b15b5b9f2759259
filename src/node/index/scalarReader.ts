/** What a logged number turned out to be; stored as the payload of a NaN. 0 is a number (infinities included). */
export const numberCode = { number: 0, nan: 1, null: 2, absent: 3, text: 4 } as const;
export type NumberCode = (typeof numberCode)[keyof typeof numberCode];

const [zero, minus, point] = [0x30, 0x2d, 0x2e];

/** Digits (and a point) that a double holds exactly together with a power of ten up to 10^22, so that one division rounds once. */
const exactDigits = 15;
const powersOfTen = Array.from({ length: exactDigits + 1 }, (_, power) => 10 ** power);

/** Words by their first byte, behind the sign: null, true, false, NaN, Infinity. */
const words = new Map<number | undefined, { readonly code: NumberCode; readonly value: number }>([
  [0x6e, { code: numberCode.null, value: NaN }],
  [0x74, { code: numberCode.number, value: 1 }],
  [0x66, { code: numberCode.number, value: 0 }],
  [0x4e, { code: numberCode.nan, value: NaN }],
  [0x49, { code: numberCode.number, value: Infinity }],
]);

/** Reads scalars that the walk has found to be JSON, or Python's NaN and Infinity. Keeps the value, so as not to allocate. */
export class ScalarReader {
  value = NaN;
  /** Bytes that became strings on the way: numbers too long or too scaled for exact integer arithmetic. */
  bytesDecoded = 0;

  /** Reads bytes[from, to) into `value`. The code says why there is no number. */
  read(bytes: Buffer, from: number, to: number): NumberCode {
    const isNegative = bytes[from] === minus;
    const start = isNegative ? from + 1 : from;
    const word = words.get(bytes[start]);
    if (word !== undefined) {
      this.value = isNegative ? -word.value : word.value;
      return word.code;
    }
    const size = to - start > exactDigits ? NaN : readDecimal(bytes, start, to);
    if (Number.isNaN(size)) {
      this.bytesDecoded += to - from;
      this.value = Number(bytes.toString("latin1", from, to));
    } else this.value = isNegative ? -size : size;
    return numberCode.number;
  }
}

/** A number of at most 15 digits without an exponent; NaN for others. */
function readDecimal(bytes: Buffer, from: number, to: number): number {
  let mantissa = 0;
  let pointAt = to;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    const digit = byte - zero;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (byte === point) pointAt = at + 1;
    else return NaN;
  }
  return mantissa / (powersOfTen[to - pointAt] ?? NaN);
}
