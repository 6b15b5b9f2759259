import type { UnitKind } from "./dumpFormat.js";
import { parseTolerant } from "./parseTolerant.js";

/** What the text of a unit says; not `ok` where it is no JSON. */
export type ParsedUnitText = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** The text of a unit as what its format reads: blocks are read as the text that they are, everything else is JSON. */
export function parseUnit(kind: UnitKind, text: string): ParsedUnitText {
  return kind === "block" ? { ok: true, value: text } : parseTolerant(text);
}
