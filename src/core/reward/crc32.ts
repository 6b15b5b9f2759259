/** Remainders of one byte under the reflected polynomial 0xEDB88320, as zlib's table. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

const fold = (crc: number, byte: number): number => (crc >>> 8) ^ (remainders[(crc ^ byte) & 0xff] ?? 0);

/**
 * CRC-32 of a text's UTF-8 bytes, the same number as Python's `zlib.crc32(text.encode())`: unsigned, 32 bits. A surrogate
 * without its partner counts as U+FFFD, as `TextEncoder` writes it. Encodes on the fly, since responses are long.
 */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      crc = fold(crc, unit);
      continue;
    }
    const point = codePointAt(text, at);
    if (point > 0xffff) at++;
    crc = foldPoint(crc, point);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function codePointAt(text: string, at: number): number {
  const point = text.codePointAt(at) ?? 0xfffd;
  return point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
}

/** Two to four bytes of UTF-8. */
function foldPoint(crc: number, point: number): number {
  if (point < 0x800) return fold(fold(crc, 0xc0 | (point >> 6)), 0x80 | (point & 0x3f));
  const last = (value: number) => fold(fold(value, 0x80 | ((point >> 6) & 0x3f)), 0x80 | (point & 0x3f));
  if (point < 0x10000) return last(fold(crc, 0xe0 | (point >> 12)));
  return last(fold(fold(crc, 0xf0 | (point >> 18)), 0x80 | ((point >> 12) & 0x3f)));
}
