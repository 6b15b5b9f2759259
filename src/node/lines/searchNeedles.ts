import type { LineQuery } from "../../protocol/lines/linesDeskApi.js";

const escaped = (text: string, digits: (code: string) => string) =>
  text.replace(/[^\x20-\x7e]/g, unit => `\\u${digits(unit.charCodeAt(0).toString(16).padStart(4, "0"))}`);

/** A–Z in small letters, all other bytes as they are. */
export function lowered(bytes: Buffer): Buffer {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x41 && byte <= 0x5a) bytes[at] = byte + 0x20;
  }
  return bytes;
}

/**
 * The byte strings that a search looks for: the text as typed, as JSON escapes it, and with `\u….` for what is not
 * ASCII, as Python writes it. Without `matchCase` A–Z are compared in small letters, and what is not ASCII is looked for
 * as typed, small and capital. What holds a line end is found where JSON escapes it only: no line holds one.
 */
export function searchNeedles({ text, matchCase }: LineQuery): readonly Buffer[] {
  const written = matchCase ? [text] : [text, text.toLowerCase(), text.toUpperCase()];
  const forms = written.flatMap(one => {
    const json = JSON.stringify(one).slice(1, -1);
    return [one, json, escaped(json, digits => digits), escaped(json, digits => digits.toUpperCase())];
  });
  const inLine = [...new Set(forms)].filter(form => form !== "" && !form.includes("\n"));
  const needles = inLine.map(form => Buffer.from(form, "utf8"));
  if (matchCase) return needles;
  const small = needles.map(needle => lowered(needle).toString("latin1"));
  return [...new Set(small)].map(needle => Buffer.from(needle, "latin1"));
}
