import { TextDecoder } from "node:util";

/** Enough for a declaration, which stands first of all. */
const declarationBytes = 256;

export interface DecodedXml {
  readonly text: string;
  /** False where bytes were no text in the encoding that the file says it has. */
  readonly isExact: boolean;
}

/** The encoding by a byte order mark, else as declared; UTF-8 where nothing is said. */
function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const start = bytes.toString("latin1", 0, declarationBytes);
  return /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1] ?? "utf-8";
}

function decoderOf(encoding: string): TextDecoder | null {
  // A text that could be read as ASCII up to its declaration is not in UTF-16, whatever the declaration says.
  const label = /^utf-?16/i.test(encoding) && encoding !== "utf-16le" && encoding !== "utf-16be" ? "utf-8" : encoding;
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    // An encoding that this system does not know: it is read as UTF-8, and said to be inexact.
    return null;
  }
}

/** Decodes an XML file by what it says of itself, and says whether all of it was text in that encoding. */
export function decodeXml(bytes: Buffer): DecodedXml {
  const decoder = decoderOf(encodingOf(bytes));
  if (decoder === null) return { text: new TextDecoder().decode(bytes), isExact: false };
  try {
    return { text: decoder.decode(bytes), isExact: true };
  } catch {
    return { text: new TextDecoder(decoder.encoding).decode(bytes), isExact: false };
  }
}
