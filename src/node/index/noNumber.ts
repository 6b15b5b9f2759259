import type { NumberKind } from "./indexedFile.js";
import { numberCode, type NumberCode } from "./scalarReader.js";

/** Upper words of the quiet NaNs that say in their lowest bits (a NumberCode) why there is no number. */
const doubleHigh = 0x7ff80000;
export const singleBase = 0x7fc00000;

const kinds: readonly NumberKind[] = ["number", "nan", "null", "absent", "text"];

/** Stores a number, or the reason why there is none, as a double. */
export function writeDouble(view: DataView, at: number, code: NumberCode, value: number): void {
  if (code === numberCode.number) {
    view.setFloat64(at, value, true);
    return;
  }
  view.setUint32(at, code, true);
  view.setUint32(at + 4, doubleHigh, true);
}

/** Why the double at `at` is no number; "number" or "infinity" when it is one. */
export function doubleKind(view: DataView, at: number): NumberKind {
  const value = view.getFloat64(at, true);
  if (!Number.isNaN(value)) return Number.isFinite(value) ? "number" : "infinity";
  return kinds[view.getUint32(at, true)] ?? "nan";
}

/** The 32 bits of a number as float32, or of the NaN that says why there is none. */
export function singleBits(code: NumberCode, value: number): number {
  if (code !== numberCode.number) return singleBase + code;
  single[0] = value;
  return singleWord[0] ?? 0;
}

export function singleValue(bits: number): number {
  singleWord[0] = bits;
  return single[0] ?? NaN;
}

export function singleKind(bits: number): NumberKind {
  const value = singleValue(bits);
  if (!Number.isNaN(value)) return Number.isFinite(value) ? "number" : "infinity";
  return kinds[bits - singleBase] ?? "nan";
}

const single = new Float32Array(1);
const singleWord = new Uint32Array(single.buffer);
