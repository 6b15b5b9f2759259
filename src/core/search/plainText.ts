import type { RawUnit } from "./rawUnits.js";

/** A searched text that stands in raw bytes in one way only, but for the case of its letters. */
export interface PlainText {
  readonly bytes: Uint8Array;
  /** 0x20 where capital and small letter are both meant, and `bytes` has the small one; else 0. */
  readonly folds: Uint8Array;
  /** Bytes before each unit. */
  readonly offsets: readonly number[];
}

/** The bytes of a text of which no character has several forms; null for any other. */
export function plainText(units: readonly RawUnit[]): PlainText | null {
  const forms = units.flatMap(unit => (unit.forms.length === 1 ? unit.forms : []));
  if (forms.length < units.length) return null;
  const offsets: number[] = [];
  let offset = 0;
  for (const { bytes } of forms) {
    offsets.push(offset);
    offset += bytes.length;
  }
  return {
    bytes: Uint8Array.from(forms.flatMap(({ bytes }) => bytes)),
    folds: Uint8Array.from(forms.flatMap(({ folds }) => folds)),
    offsets,
  };
}

/** True when the text stands in raw bytes from `from` on. A word of the field stands there at every other call: this is tight. */
export function standsPlain(raw: Uint8Array, from: number, { bytes, folds }: PlainText): boolean {
  for (let i = 0; i < bytes.length; i++) if (((raw[from + i] ?? 0) | (folds[i] ?? 0)) !== bytes[i]) return false;
  return true;
}
