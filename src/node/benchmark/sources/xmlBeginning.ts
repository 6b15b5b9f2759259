import { beginningOf } from "../import/beginningOf.js";
import type { OpenedSource } from "../import/openedSource.js";

/** The beginning of an XML file as far as it is in ASCII, also of one in UTF-16, to tell its form by. */
export async function xmlBeginning(source: OpenedSource, path: string): Promise<string> {
  const beginning = await beginningOf(source, path);
  return beginning.replace(/^[\uFFFD\uFEFF]+/, "").replaceAll("\0", "");
}
