import * as path from "node:path";

/** True when `file` is `folder` or lies below it. Both absolute; no link is followed. */
export function isInside(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way === "" || (!path.isAbsolute(way) && way !== ".." && !way.startsWith(`..${path.sep}`));
}
