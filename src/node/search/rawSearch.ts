import { plainText, standsPlain, type PlainText } from "../../core/search/plainText.js";
import { rawUnits, type RawUnit } from "../../core/search/rawUnits.js";
import { searchAnchor, type AnchorPattern, type SearchAnchor } from "../../core/search/searchAnchor.js";
import type { SearchQuery } from "../../core/search/searchQuery.js";
import { standsAround } from "../../core/search/standsAround.js";
import type { BytePattern } from "../../core/search/bytePattern.js";
import { PatternScan } from "./patternScan.js";

const quote = 0x22;
const colon = 0x3a;
const ascii = (text: string): readonly number[] => Array.from(Buffer.from(text, "latin1"));
const exact = (text: string): BytePattern => ({ bytes: ascii(text), folds: ascii(text).map(() => 0) });

/** `\u00`, which every needless escape of ASCII begins with. */
const escapeOfAscii = exact("\\u00");
const bit = { escape: 1, key: 2, anchor: 4 } as const;

/** What a text that is no JSON string but a number, `true` or the like can hold. */
const scalarText = /^[\w.+-]*$/;

/** A key of the format, and the last bytes of it with its closing quote. */
interface TextKey {
  readonly key: Buffer;
  readonly end: BytePattern;
}

function textKey(name: string): TextKey {
  const key = Buffer.from(`"${name}"`);
  return { key, end: exact(key.subarray(-4).toString("latin1")) };
}

/**
 * Tells from the bytes of rows which of them may hold a text. A row that is left out holds none; the others have to be
 * decoded. Besides rows with the text as trainers write it, those are told that hold it in a way that bytes do not show:
 * with ASCII escaped as `\u00XX`, or in a list or an object, which a reader writes out in its own way.
 */
export class RawSearch {
  readonly scan: PatternScan;
  private readonly units: readonly RawUnit[];
  private readonly anchor: SearchAnchor;
  /** Null where some character of the text has several forms. */
  private readonly plain: PlainText | null;
  private readonly keys: readonly TextKey[];
  private readonly isScalar: boolean;

  private constructor(units: readonly RawUnit[], anchor: SearchAnchor, keys: readonly TextKey[], isScalar: boolean) {
    this.units = units;
    this.anchor = anchor;
    this.plain = plainText(units);
    this.keys = keys;
    this.isScalar = isScalar;
    const ends = keys.map(({ end }) => end);
    // What is tested most has bits of its own; patterns of one kind share theirs and are told apart by `mayHold`.
    this.scan = new PatternScan([[escapeOfAscii], ends, anchor.patterns]);
  }

  /** Null for a query that bytes say nothing about: a regular expression, half a character. */
  static of(query: SearchQuery, textKeys: readonly string[]): RawSearch | null {
    if (query.isRegex) return null;
    const units = rawUnits(query.text, query.isCaseSensitive);
    const anchor = searchAnchor(units);
    if (anchor === null) return null;
    return new RawSearch(units, anchor, textKeys.map(textKey), scalarText.test(query.text));
  }

  /** True when the row in [from, to) of the window may hold the text. */
  mayHold(from: number, to: number): boolean {
    const { scan } = this;
    for (let at = scan.find(from, to); at < to; at = scan.find(at + 1, to)) {
      const { found } = scan;
      if ((found & bit.anchor) !== 0 && this.mayStandAt(at)) return true;
      if ((found & bit.escape) !== 0 && isAsciiEscape(scan.bytes, at)) return true;
      if ((found & bit.key) !== 0 && this.keys.some(key => this.isOpenValue(at, key))) return true;
    }
    return false;
  }

  private mayStandAt(at: number): boolean {
    const { plain, anchor } = this;
    if (plain === null) return anchor.patterns.some(pattern => this.standsAt(at, pattern));
    return standsPlain(this.scan.bytes, at - (plain.offsets[anchor.unit] ?? 0), plain);
  }

  private standsAt(at: number, { skipped }: AnchorPattern): boolean {
    return standsAround(this.scan.bytes, at - skipped, this.units, this.anchor.unit);
  }

  /** A key whose value is no string. */
  private isOpenValue(at: number, { key, end }: TextKey): boolean {
    const { bytes } = this.scan;
    const behind = at + end.bytes.length;
    const start = behind - key.length;
    if (bytes.compare(key, 0, key.length, start, behind) !== 0) return false;
    let value = skipBlank(bytes, behind);
    if (bytes[value] !== colon) return false;
    value = skipBlank(bytes, value + 1);
    const first = bytes[value];
    if (first === quote) return false;
    // `[` and `{` are written out by the reader; a number or a word only matters to a text that could be one.
    return first === 0x5b || first === 0x7b || this.isScalar;
  }
}

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09;

function skipBlank(bytes: Buffer, from: number): number {
  let at = from;
  while (isBlank(bytes[at])) at++;
  return at;
}

/** `\u0000` to `\u007f`. */
function isAsciiEscape(bytes: Buffer, at: number): boolean {
  const digit = bytes[at + 4] ?? 0;
  return bytes[at] === 0x5c && bytes[at + 1] === 0x75 && bytes[at + 2] === 0x30 && digit >= 0x30 && digit <= 0x37;
}
