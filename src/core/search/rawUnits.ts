/**
 * One way in which a character stands in the bytes of a JSON string. Where a byte of `folds` is 0x20, capital and small
 * letter are both meant, and `bytes` has the small one.
 */
export interface RawForm {
  readonly bytes: readonly number[];
  readonly folds: readonly number[];
}

/** A character of a searched text in all of its forms. */
export interface RawUnit {
  readonly forms: readonly RawForm[];
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

const exact = (bytes: readonly number[]): RawForm => ({ bytes, folds: bytes.map(() => 0) });
const ascii = (text: string): readonly number[] => Array.from(text, one => one.charCodeAt(0));

/** `\uXXXX`: trainers write its digits in small letters or in capital ones. */
function unicodeEscape(unit: number): RawForm {
  const bytes = ascii(`\\u${unit.toString(16).padStart(4, "0")}`);
  return { bytes, folds: bytes.map((byte, i) => (i > 1 && isLetter(byte) ? 0x20 : 0)) };
}

function joined(forms: readonly RawForm[]): RawForm {
  return { bytes: forms.flatMap(({ bytes }) => bytes), folds: forms.flatMap(({ folds }) => folds) };
}

function utf8Of(codePoint: number): readonly number[] {
  const tail = (shift: number) => 0x80 | ((codePoint >> shift) & 0x3f);
  if (codePoint < 0x80) return [codePoint];
  if (codePoint < 0x800) return [0xc0 | (codePoint >> 6), tail(0)];
  if (codePoint < 0x10000) return [0xe0 | (codePoint >> 12), tail(6), tail(0)];
  return [0xf0 | (codePoint >> 18), tail(12), tail(6), tail(0)];
}

/** Escapes that JSON has a letter for, by code. */
const shortEscapes: ReadonlyMap<number, string> = new Map(
  Object.entries({ '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t" }).map(
    ([text, escape]) => [text.charCodeAt(0), escape] as const,
  ),
);

const slash = 0x2f;

/**
 * The forms of an ASCII character but its `\u00XX`, which nobody writes without need and which is looked for apart
 * (`isAsciiEscape`). Empty for control characters that have no other.
 */
function asciiForms(code: number, folds: boolean): readonly RawForm[] {
  if (code === slash) return [exact(ascii("\\/")), exact([slash])];
  const short = shortEscapes.get(code);
  if (short !== undefined) return [exact(ascii(short))];
  if (code < 0x20) return [];
  return folds && isLetter(code) ? [{ bytes: [code | 0x20], folds: [0x20] }] : [exact([code])];
}

/** What JavaScript's flag `i` without `u` compares: the capital, unless it is several units, or ASCII of what is not. */
function canonical(unit: number): number {
  const upper = String.fromCharCode(unit).toUpperCase();
  const code = upper.charCodeAt(0);
  return upper.length !== 1 || (unit >= 0x80 && code < 0x80) ? unit : code;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

type Variants = ReadonlyMap<number, readonly number[]>;

/** Units beyond ASCII that are equal to those of a text when case does not count, by what they have in common. */
function caseVariants(text: string): Variants {
  const found = new Map<number, number[]>();
  for (const character of text)
    if (character.length === 1 && character >= "\x80" && hasCase(character))
      found.set(canonical(character.charCodeAt(0)), []);
  if (found.size > 0) for (let unit = 0x80; unit <= 0xffff; unit++) found.get(canonical(unit))?.push(unit);
  return found;
}

const hasCase = (text: string): boolean => text.toLowerCase() !== text || text.toUpperCase() !== text;

function wideForms(character: string, variants: Variants): readonly RawForm[] {
  const codePoint = character.codePointAt(0) ?? 0;
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  if (units.length === 2) return [exact(utf8Of(codePoint)), joined(units.map(unicodeEscape))];
  const equal = variants.get(canonical(codePoint)) ?? [codePoint];
  return equal.flatMap(unit => [exact(utf8Of(unit)), unicodeEscape(unit)]);
}

const replacement = "\uFFFD";

/**
 * The characters of a searched text, each in the forms that it may have in the bytes of a dump, less the `\u00XX` of ASCII.
 * A unit without forms can be anything: half a surrogate pair, and U+FFFD, which any broken byte becomes.
 */
export function rawUnits(text: string, isCaseSensitive: boolean): readonly RawUnit[] {
  const variants = isCaseSensitive ? new Map<number, readonly number[]>() : caseVariants(text);
  return Array.from(text, character => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return { forms: asciiForms(code, !isCaseSensitive) };
    if (isSurrogate(code) || character === replacement) return { forms: [] };
    return { forms: wideForms(character, variants) };
  });
}
