/** What stands in links as it is: a URI that is decoded once too often, or not at all, stays the same link. */
const plain = /[^A-Za-z0-9._-]/gu;

const lonely = /\p{Surrogate}/gu;

/** Characters that `encodeURIComponent` leaves as they are, and that links have no use for. */
const left = /[!'()*~]/g;
const inHex = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;

/** A lone surrogate is no character, and no file name that comes from a disk has one. */
const escaped = (letter: string) =>
  encodeURIComponent(letter.replace(lonely, "\uFFFD")).replace(left, inHex).replaceAll("%", "~");

/**
 * A file name in a link: letters, digits and `._-` as they are, every other byte of its UTF-8 form as `~` and two
 * hexadecimal digits. No percent sign: VS Code decodes a URI on its way, some systems twice.
 */
export const writeLinkName = (name: string): string => name.replace(plain, escaped);

/** The name that was written; null for text that `writeLinkName` never writes. */
export function readLinkName(text: string): string | null {
  if (!/^(?:[A-Za-z0-9._-]|~[0-9A-F]{2})+$/.test(text)) return null;
  try {
    return decodeURIComponent(text.replaceAll("~", "%"));
  } catch {
    return null; // bytes that are no UTF-8
  }
}
