import type { LinePiece } from "../../protocol/lines/linesDeskApi.js";
import type { LineReader } from "./lineReader.js";
import { textOf } from "./textOf.js";

const isWithin = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;

/** Part of a line from one of its bytes on. One that lies within a character is taken back to where that begins. */
export function linePiece(
  reader: LineReader,
  { row, from, bytes: wanted }: { readonly row: number; readonly from: number; readonly bytes: number },
): LinePiece | null {
  const [span] = reader.spans(row, row + 1);
  if (span === undefined) return null;
  const length = reader.length(span);
  let start = Math.min(from, length);
  const first = Math.max(0, start - 3);
  const before = reader.bytes(span, first, 4);
  for (let back = 0; back < 3 && start > 0 && isWithin(before[start - first]); back++) start--;
  const bytes = reader.bytes(span, start, Math.min(wanted, length - start));
  const { text, isUtf8, length: taken } = textOf(bytes, start + bytes.length === length);
  return { row, from: start, to: start + taken, length, text, isUtf8 };
}
