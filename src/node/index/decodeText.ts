import { isAscii, isUtf8 } from "node:buffer";
import { ByteScan } from "./byteScan.js";

export interface DecodedText {
  readonly text: string;
  /** False when some bytes were no UTF-8 and became U+FFFD. */
  readonly isUtf8: boolean;
}

/** Made when the first row is decoded that is not all ASCII. */
let scan: ByteScan | null = null;

/** Bytes as text; what is no UTF-8 becomes U+FFFD, and the answer says so. */
export function decodeText(bytes: Buffer): DecodedText {
  if (isAscii(bytes)) return { text: bytes.toString("latin1"), isUtf8: true };
  scan ??= new ByteScan();
  const text = scan.decodeUtf8(bytes);
  return text === null ? { text: bytes.toString("utf8"), isUtf8: isUtf8(bytes) } : { text, isUtf8: true };
}
