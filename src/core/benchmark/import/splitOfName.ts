import type { SplitName } from "../pageRecord.js";
import { splitWords } from "../splitWords.js";

/** The last word of a text that names a split. */
function lastSplit(text: string): SplitName | null {
  const found = text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(word => splitWords.has(word));
  return splitWords.get(found.at(-1) ?? "") ?? null;
}

/** The split that the name of a file or, else, of the nearest folder above it names; null when none does. */
export function splitOfName(path: string): SplitName | null {
  const parts = path.split(/[\\/]/);
  for (const part of parts.reverse()) {
    const split = lastSplit(part);
    if (split !== null) return split;
  }
  return null;
}
