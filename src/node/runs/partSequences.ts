import type { IndexedFile } from "../index/indexedFile.js";
import { keptPart } from "./keptPart.js";

const place = ({ path }: IndexedFile): number => keptPart(path)?.number ?? Infinity;

/**
 * Files with the parts of them that a pull kept, the oldest part first and the file itself last; a file of which nothing
 * was kept is a list of one. By the file's own path, in the order of the files given.
 */
export function partSequences(files: readonly IndexedFile[]): ReadonlyMap<string, readonly IndexedFile[]> {
  const sequences = new Map<string, IndexedFile[]>();
  for (const file of files) {
    const own = keptPart(file.path)?.path ?? file.path;
    const found = sequences.get(own);
    if (found === undefined) sequences.set(own, [file]);
    else found.push(file);
  }
  for (const parts of sequences.values()) if (parts.length > 1) parts.sort((a, b) => place(a) - place(b));
  return sequences;
}
