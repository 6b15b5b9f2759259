/** Where an EXIF block keeps its orientation. */
export interface OrientationField {
  /** Byte offset of the value in the array that was searched. */
  readonly at: number;
  readonly isLittleEndian: boolean;
  /** Bytes of the value: 2 for SHORT, which the standard asks for, 4 for LONG, which some writers use. */
  readonly length: 2 | 4;
}

const orientationTag = 0x0112;
const entryLength = 12;
const shortType = 3;
const longType = 4;

/**
 * Finds the orientation in the EXIF block (a TIFF header and its first directory) at `start`. Null when there is none or
 * the block is damaged. Offsets of EXIF count from the block's own start (Exif 2.32, 4.5.2 and 4.6.4).
 */
export function exifOrientation(bytes: Uint8Array, start: number, end: number): OrientationField | null {
  if (end > bytes.length || start + 8 > end) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const isLittleEndian = order === 0x4949;
  if (view.getUint16(2, isLittleEndian) !== 42) return null;
  const directory = view.getUint32(4, isLittleEndian);
  if (directory + 2 > view.byteLength) return null;
  const count = view.getUint16(directory, isLittleEndian);
  for (let entry = 0; entry < count; entry++) {
    const at = directory + 2 + entry * entryLength;
    if (at + entryLength > view.byteLength) return null;
    if (view.getUint16(at, isLittleEndian) !== orientationTag) continue;
    const type = view.getUint16(at + 2, isLittleEndian);
    if (type !== shortType && type !== longType) return null;
    return { at: start + at + 8, isLittleEndian, length: type === shortType ? 2 : 4 };
  }
  return null;
}
