import { readdirSync } from "node:fs";
import { isRunMark } from "../index/isRunMark.js";

function looksMarked(folder: string): boolean {
  try {
    return readdirSync(folder).some(isRunMark);
  } catch {
    // A folder that cannot be listed marks nothing; the index says what is wrong with it.
    return false;
  }
}

/** Which folders are marked as runs, asked once a folder until told to look again. */
export class FolderMarks {
  private known = new Map<string, boolean>();

  readonly isMarked = (folder: string): boolean => {
    const found = this.known.get(folder) ?? looksMarked(folder);
    this.known.set(folder, found);
    return found;
  };

  forget(): void {
    this.known = new Map();
  }
}
