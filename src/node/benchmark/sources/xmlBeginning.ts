import { beginningOf } from "../import/beginningOf.js";
import type { OpenedSource } from "../import/openedSource.js";

const beforeRoot = /^\s*(?:<\?[^>]*\?>|<!--(?:(?!-->)[\s\S])*-->|<!DOCTYPE[^>[]*>)/;

/** Without what may stand before the first element, a piece at a time: a file may begin with any number of comments. */
function fromRoot(text: string): string {
  let rest = text;
  for (let piece = beforeRoot.exec(rest); piece !== null; piece = beforeRoot.exec(rest))
    rest = rest.slice(piece[0].length);
  return rest.trimStart();
}

/** The beginning of an XML file from its first element, as far as it is in ASCII, also of one in UTF-16, to tell its form by. */
export async function xmlBeginning(source: OpenedSource, path: string): Promise<string> {
  const beginning = await beginningOf(source, path);
  return fromRoot(beginning.replace(/^[\uFFFD\uFEFF]+/, "").replaceAll("\0", ""));
}
