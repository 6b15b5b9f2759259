/** Bytes that a code point takes in UTF-8. */
function widthOf(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

/** Writes a code point that takes more than one byte. */
function putWide(bytes: Uint8Array, at: number, point: number, width: number): void {
  const lead = width === 2 ? 0xc0 : width === 3 ? 0xe0 : 0xf0;
  bytes[at] = lead | (point >>> (6 * (width - 1)));
  for (let index = 1; index < width; index++) bytes[at + index] = 0x80 | ((point >>> (6 * (width - 1 - index))) & 0x3f);
}

/** A lone surrogate is no character: it becomes U+FFFD, as encoders of the platforms do. */
function pointAt(text: string, index: number): number {
  const point = text.codePointAt(index) ?? 0;
  return point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
}

/** The text in UTF-8. */
export function utf8Bytes(text: string): Uint8Array {
  // Three bytes a code unit at most: a pair of surrogates, which takes four bytes, is two units.
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const point = pointAt(text, index);
    const width = widthOf(point);
    if (width === 1) bytes[length] = point;
    else putWide(bytes, length, point, width);
    if (width === 4) index += 1;
    length += width;
  }
  return bytes.subarray(0, length);
}
