import { longestTag } from "./noteLine.js";

const blanks = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** A tag as it is kept: in one line, without blanks at its ends. Null for one that is empty or too long. */
export function cleanTag(typed: string): string | null {
  const tag = typed.normalize("NFC").replace(blanks, " ").trim();
  return tag === "" || tag.length > longestTag ? null : tag;
}
