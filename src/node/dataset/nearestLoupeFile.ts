import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isBelow } from "../pages/isBelow.js";

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false; // In a folder that may not be looked into: the next one upwards may have one.
  }
}

/**
 * The loupe.json that says how a file is read: the nearest one, from the file's own folder up to `bound`, that folder
 * too, whatever it holds; null where there is none. Whoever asks for what such a file says finds it here, so that the
 * index, opened rows and commands cannot disagree. Both paths are absolute.
 */
export function nearestLoupeFile(path: string, bound: string): string | null {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = join(folder, "loupe.json");
    if (isFile(found)) return found;
    if (!isBelow(folder, [bound])) return null;
  }
}
