import type { FileIndex } from "./fileIndex.js";
import type { IndexedFile } from "./indexedFile.js";
import { openFile } from "./openFile.js";
import { readFailure } from "./readFailure.js";

/** True while the file on disk holds the bytes of this state's rows, or has grown from them. */
export function holdsRows(entry: FileIndex, file: IndexedFile): boolean {
  if (entry.file.generation !== file.generation) return false;
  const opened = openFile(file.path);
  if (opened.kind !== "open") return false;
  try {
    return entry.holds(opened);
  } catch (error) {
    // A file that cannot be read now holds nothing that could be used.
    readFailure(error);
    return false;
  } finally {
    opened.close();
  }
}
