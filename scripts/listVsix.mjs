import { readFile } from "node:fs/promises";
import JSZip from "jszip";

/**
 * The files inside a VSIX, as paths from its root (`extension/…` for ours), sorted.
 *
 * @param {string} file
 * @returns {Promise<readonly string[]>}
 */
export async function listVsix(file) {
  const zip = await JSZip.loadAsync(await readFile(file));
  return Object.values(zip.files)
    .filter(entry => !entry.dir)
    .map(entry => entry.name)
    .sort();
}
