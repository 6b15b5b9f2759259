import { realpath } from "node:fs/promises";

/** The folders below which pages may be read, as real paths; one that is not there allows nothing. */
export async function allowedRoots(folders: readonly string[]): Promise<readonly string[]> {
  const real = await Promise.all(folders.map(folder => realpath(folder).catch(() => null)));
  return [...new Set(real.filter(folder => folder !== null))];
}
