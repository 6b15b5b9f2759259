import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { forwardSlashes } from "../../pages/forwardSlashes.js";

/** A folder's real path; of one that is not there yet the real path of what is, with the rest behind it. */
export async function realFolder(path: string): Promise<string> {
  const whole = resolve(path);
  const real = await realpath(whole).catch(() => null);
  if (real !== null || dirname(whole) === whole) return real ?? whole;
  return join(await realFolder(dirname(whole)), basename(whole));
}

/**
 * A path as records have it: relative to the benchmark's folder, so that the same set and benchmark give the same bytes
 * wherever they lie together; absolute on another drive, from which no relative path leads. Both real. `recordFiles` reads it.
 */
export function recordPath(path: string, folder: string): string {
  return forwardSlashes(relative(folder, path));
}
