import { decodeText, type DecodedText } from "../index/decodeText.js";

/** Bytes of a character that began before `end` and goes on behind it: 0 to 3. */
function cutBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? back : 0;
  }
  return 0;
}

/**
 * The beginning of some text. A character that is cut by its end is left out, and `length` says how many bytes the text
 * is made of. `isWhole`: nothing follows, so that nothing is left out.
 */
export function textOf(bytes: Buffer, isWhole: boolean): DecodedText & { readonly length: number } {
  const length = isWhole ? bytes.length : bytes.length - cutBytes(bytes);
  return { ...decodeText(bytes.subarray(0, length)), length };
}
