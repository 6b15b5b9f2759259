import { realpath } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";

/** The folders below which pages may be read, as real paths; one that is not there allows nothing. */
export async function allowedRoots(folders: readonly string[]): Promise<readonly string[]> {
  const real = await Promise.all(folders.map(folder => realpath(folder).catch(() => null)));
  return [...new Set(real.filter(folder => folder !== null))];
}

/** True when a real path lies below one of the real folders. */
export function isBelow(path: string, roots: readonly string[]): boolean {
  return roots.some(root => {
    const way = relative(root, path);
    return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}
