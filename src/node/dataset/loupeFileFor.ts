import { dirname, join } from "node:path";
import { isBelow } from "../pages/isBelow.js";
import { nearestLoupeFile } from "./nearestLoupeFile.js";

/**
 * The loupe.json that a file's columns belong into: the one that it is read with, inside the innermost of the opened
 * folders; where there is none, a new one beside the file. Paths are absolute.
 */
export function loupeFileFor(file: string, roots: readonly string[]): string {
  const inside = roots.filter(root => isBelow(file, [root])).toSorted((a, b) => b.length - a.length);
  return nearestLoupeFile(file, inside[0] ?? dirname(file)) ?? join(dirname(file), "loupe.json");
}
