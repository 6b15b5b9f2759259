import { forwardSlashes } from "./forwardSlashes.js";
import type { PathPrefix } from "./pathPrefix.js";

/** True when `from` ends at a folder's end in the path: "/data" does not begin "/database/a.png". */
function isBeginning(from: string, path: string): boolean {
  return from !== "" && path.startsWith(from) && (from.endsWith("/") || path[from.length] === "/");
}

/** The local paths that the prefixes make of a written path, the longest prefix first. Both separators count as one. */
export function applyPrefixes(written: string, prefixes: readonly PathPrefix[]): readonly string[] {
  const path = forwardSlashes(written);
  return prefixes
    .filter(({ from }) => isBeginning(forwardSlashes(from), path))
    .toSorted((a, b) => b.from.length - a.from.length)
    .map(({ from, to }) => {
      const rest = path.slice(from.length);
      return /[\\/]$/.test(to) || rest.startsWith("/") ? to + rest : `${to}/${rest}`;
    });
}
