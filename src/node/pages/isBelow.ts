import { isAbsolute, relative, sep } from "node:path";

/** True when a real path lies below one of the real folders. */
export function isBelow(path: string, roots: readonly string[]): boolean {
  return roots.some(root => {
    const way = relative(root, path);
    return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}
