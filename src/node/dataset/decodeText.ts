import { isUtf8 } from "node:buffer";

export interface DecodedText {
  readonly text: string;
  /** False when some bytes were no UTF-8 and became U+FFFD: the file was written in another encoding. */
  readonly isExact: boolean;
}

/** Decodes UTF-8, replacing what is none, and says whether it had to (dumps are written in the host's locale). */
export function decodeText(bytes: Buffer): DecodedText {
  return { text: bytes.toString("utf8"), isExact: isUtf8(bytes) };
}
