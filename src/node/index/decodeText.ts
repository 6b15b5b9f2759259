import { isAscii, isUtf8 } from "node:buffer";

export interface DecodedText {
  readonly text: string;
  /** False when some bytes were no UTF-8 and became U+FFFD. */
  readonly isUtf8: boolean;
}

/**
 * Bytes as text; what is no UTF-8 becomes U+FFFD, and the answer says so. Most rows are ASCII, which needs no decoding: that took more time than
 * parsing the row.
 */
export function decodeText(bytes: Buffer): DecodedText {
  if (isAscii(bytes)) return { text: bytes.toString("latin1"), isUtf8: true };
  return { text: bytes.toString("utf8"), isUtf8: isUtf8(bytes) };
}
