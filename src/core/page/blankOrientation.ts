import { exifOrientation } from "./exifOrientation.js";

/** An EXIF block inside an image file; `chunk` is the PNG chunk around it, whose checksum covers it. */
interface ExifBlock {
  readonly start: number;
  readonly end: number;
  readonly chunk: { readonly start: number; readonly end: number } | null;
}

const exifHeader = "Exif\0\0";

const hasText = (bytes: Uint8Array, at: number, text: string): boolean =>
  Array.from(text, char => char.charCodeAt(0)).every((code, index) => bytes[at + index] === code);

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** APP1 segments that hold EXIF. The compressed picture begins at SOS, and nothing after it is looked at. */
function jpegBlocks(bytes: Uint8Array): readonly ExifBlock[] {
  const blocks: ExifBlock[] = [];
  const view = viewOf(bytes);
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    // A marker may be preceded by any number of fill bytes.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) break;
    const end = at + 2 + view.getUint16(at + 2);
    const start = at + 4 + exifHeader.length;
    if (marker === 0xe1 && hasText(bytes, at + 4, exifHeader)) blocks.push({ start, end, chunk: null });
    at = end;
  }
  return blocks;
}

/** `eXIf` chunks: length, type, data, checksum over type and data. */
function pngBlocks(bytes: Uint8Array): readonly ExifBlock[] {
  const blocks: ExifBlock[] = [];
  const view = viewOf(bytes);
  for (let at = 8; at + 12 <= bytes.length;) {
    const start = at + 8;
    const end = start + view.getUint32(at);
    if (end + 4 > bytes.length) break;
    if (hasText(bytes, at + 4, "eXIf")) blocks.push({ start, end, chunk: { start: at + 4, end } });
    at = end + 4;
  }
  return blocks;
}

/** `EXIF` chunks of RIFF, padded to even lengths; some writers put JPEG's header in front of the block. */
function webpBlocks(bytes: Uint8Array): readonly ExifBlock[] {
  const blocks: ExifBlock[] = [];
  const view = viewOf(bytes);
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const data = at + 8;
    const start = hasText(bytes, data, exifHeader) ? data + exifHeader.length : data;
    if (hasText(bytes, at, "EXIF")) blocks.push({ start, end: data + length, chunk: null });
    at = data + length + (length % 2);
  }
  return blocks;
}

function blocksOf(bytes: Uint8Array): readonly ExifBlock[] {
  if (hasText(bytes, 0, "\u00ff\u00d8")) return jpegBlocks(bytes);
  if (hasText(bytes, 0, "\u0089PNG\r\n\u001a\n")) return pngBlocks(bytes);
  return hasText(bytes, 0, "RIFF") && hasText(bytes, 8, "WEBP") ? webpBlocks(bytes) : [];
}

/** The checksum of PNG chunks (ISO 3309, reflected polynomial 0xEDB88320). Bitwise: EXIF chunks are small and rare. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/**
 * The same image with its EXIF orientation set to 1 ("as stored"), since browsers always turn a page by this tag while
 * trainers ignore it. Works on JPEG, PNG and WebP; every other byte stays as it is, but for the checksum of a PNG's EXIF
 * chunk. Gives back the very same array when there is nothing to blank.
 */
export function blankOrientation(bytes: Uint8Array): Uint8Array {
  let blanked: Uint8Array | null = null;
  for (const { start, end, chunk } of blocksOf(bytes)) {
    const field = exifOrientation(bytes, start, end);
    if (field === null) continue;
    const { at, isLittleEndian, length } = field;
    const view = viewOf(bytes);
    if ((length === 2 ? view.getUint16(at, isLittleEndian) : view.getUint32(at, isLittleEndian)) === 1) continue;
    // Not slice(): a Buffer would only give another view of the same bytes.
    blanked ??= new Uint8Array(bytes);
    const target = viewOf(blanked);
    if (length === 2) target.setUint16(at, 1, isLittleEndian);
    else target.setUint32(at, 1, isLittleEndian);
    if (chunk !== null) target.setUint32(chunk.end, crc32(blanked.subarray(chunk.start, chunk.end)));
  }
  return blanked ?? bytes;
}
