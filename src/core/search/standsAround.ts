import type { RawForm, RawUnit } from "./rawUnits.js";

function standsAt(bytes: Uint8Array, at: number, form: RawForm): boolean {
  for (let i = 0; i < form.bytes.length; i++)
    if (((bytes[at + i] ?? 0) | (form.folds[i] ?? 0)) !== form.bytes[i]) return false;
  return true;
}

/** Units without forms may be anything: from there on only decoding tells. */
function standsForward(bytes: Uint8Array, from: number, units: readonly RawUnit[], unit: number): boolean {
  const forms = units[unit]?.forms ?? [];
  if (forms.length === 0) return true;
  return forms.some(
    form => standsAt(bytes, from, form) && standsForward(bytes, from + form.bytes.length, units, unit + 1),
  );
}

function standsBackward(bytes: Uint8Array, to: number, units: readonly RawUnit[], unit: number): boolean {
  const forms = units[unit]?.forms ?? [];
  if (forms.length === 0) return true;
  return forms.some(form => {
    const from = to - form.bytes.length;
    return from >= 0 && standsAt(bytes, from, form) && standsBackward(bytes, from, units, unit - 1);
  });
}

/**
 * True when a searched text may stand in raw bytes with its unit `unit` at `at`. Never false where it does, unless ASCII
 * is escaped without need (`isAsciiEscape`); where it is true, the decoded text has the last word.
 */
export function standsAround(bytes: Uint8Array, at: number, units: readonly RawUnit[], unit: number): boolean {
  return standsForward(bytes, at, units, unit) && standsBackward(bytes, at, units, unit - 1);
}
