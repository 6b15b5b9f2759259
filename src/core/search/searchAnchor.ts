import { longestPattern, type BytePattern } from "./bytePattern.js";
import type { RawForm, RawUnit } from "./rawUnits.js";

/**
 * Bytes of which every occurrence of a searched text holds some: they are looked for in a dump without decoding it.
 */
export interface SearchAnchor {
  /** The unit of the text that the patterns are of. */
  readonly unit: number;
  readonly patterns: readonly AnchorPattern[];
}

export interface AnchorPattern extends BytePattern {
  /** Bytes between the start of the unit and the start of the pattern. */
  readonly skipped: number;
}

/** How often a letter is met in texts of trajectories, roughly, most frequent first. */
const byFrequency = " etaoinsrhldcumgpfwybvk0123456789xjqz.,";
const rareByte = 0.002;
const escapedHex = 0.03;

function frequencyOf(byte: number): number {
  if (byte >= 0x80) return 0.02;
  const rank = byFrequency.indexOf(String.fromCharCode(byte));
  return rank === -1 ? rareByte : 0.12 / (1 + rank / 3);
}

/** How often a pattern is met by chance. */
function chanceOf({ bytes, skipped }: AnchorPattern): number {
  return bytes.reduce((product, byte) => product * (skipped > 0 ? escapedHex : frequencyOf(byte)), 1);
}

/** Bytes of one form: of `\uXXXX` the digits, since a text of escapes is full of the rest. */
function patternOf({ bytes, folds }: RawForm): AnchorPattern {
  const isEscape = bytes[0] === 0x5c && bytes[1] === 0x75;
  // Of a surrogate pair the second half says more: pictures of one kind share the first.
  const skipped = isEscape ? bytes.length - longestPattern : 0;
  const to = skipped + longestPattern;
  return { bytes: bytes.slice(skipped, to), folds: folds.slice(skipped, to), skipped };
}

/** The units from `start` on that stand in the bytes in one way only. */
function runFrom(units: readonly RawUnit[], start: number): AnchorPattern | null {
  const bytes: number[] = [];
  const folds: number[] = [];
  for (let at = start; at < units.length && bytes.length < longestPattern; at++) {
    const [form, another] = units[at]?.forms ?? [];
    if (form === undefined || another !== undefined) break;
    bytes.push(...form.bytes);
    folds.push(...form.folds);
  }
  if (bytes.length === 0) return null;
  return { bytes: bytes.slice(0, longestPattern), folds: folds.slice(0, longestPattern), skipped: 0 };
}

function anchorAt(units: readonly RawUnit[], unit: number): SearchAnchor | null {
  const run = runFrom(units, unit);
  if (run !== null) return { unit, patterns: [run] };
  const forms = units[unit]?.forms ?? [];
  return forms.length === 0 ? null : { unit, patterns: forms.map(patternOf) };
}

const costOf = ({ patterns }: SearchAnchor): number => patterns.reduce((sum, pattern) => sum + chanceOf(pattern), 0);

/** The anchor that is met least by chance. Null where the text has none: then every row has to be decoded. */
export function searchAnchor(units: readonly RawUnit[]): SearchAnchor | null {
  let best: SearchAnchor | null = null;
  for (let unit = 0; unit < units.length; unit++) {
    const anchor = anchorAt(units, unit);
    if (anchor !== null && (best === null || costOf(anchor) < costOf(best))) best = anchor;
  }
  return best;
}
