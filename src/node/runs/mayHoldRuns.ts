import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** As many folders below an opened one are looked into: more would take longer than a start may. */
const mostBelow = 32;

/** What trainers and the product itself call what they write. A name decides nothing but whether it is worth looking. */
const telling =
  /^(?:loupe\.json|.+\.loupe-run\.json|generations\.log|(?:rollout|validation|val|generation|completion|trajector|sample|dump)\w*(?:\.jsonl|\.parquet)?|\d+\.jsonl)$/i;

/**
 * Whether a folder looks as if runs were in it: by the names in it and one level below, without opening a file. It may be
 * wrong either way; whoever opens the list of runs finds out.
 *
 * @param folder absolute
 */
export async function mayHoldRuns(folder: string): Promise<boolean> {
  const top = await namesIn(folder);
  if (top.some(({ name }) => telling.test(name))) return true;
  const below = top.filter(entry => entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name));
  for (const { name } of below.slice(0, mostBelow))
    if ((await namesIn(join(folder, name))).some(entry => telling.test(entry.name))) return true;
  return false;
}

/** A folder that is gone or may not be read has no names. */
async function namesIn(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
