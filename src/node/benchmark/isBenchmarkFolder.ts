import { open } from "node:fs/promises";
import { join } from "node:path";
import { benchmarkPaths } from "./benchmarkPaths.js";

/** A page's record begins with its version and kind, in any order of keys that we write. */
const peekedBytes = 4096;
const ofBenchmark = /"kind"\s*:\s*"benchmark"/;
const ofExport = /"kind"\s*:\s*"export"/;
const ofPage = /^\s*\{[^\n]{0,400}?"kind"\s*:\s*"page"/;

async function beginningOf(path: string): Promise<string> {
  try {
    const handle = await open(path, "r");
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(peekedBytes), 0, peekedBytes, 0);
      return buffer.toString("utf8", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return ""; // not there or not readable: then it is not ours
  }
}

/** Whether a folder holds a benchmark of ours: its manifest, or pages as an import writes them. Reads a few bytes only. */
export async function isBenchmarkFolder(folder: string): Promise<boolean> {
  const { manifest, pages } = benchmarkPaths(folder);
  // An export holds pages as well, but nothing is reviewed or built in it.
  if (ofExport.test(await beginningOf(join(folder, "manifest.json")))) return false;
  if (ofPage.test(await beginningOf(pages))) return true;
  return ofBenchmark.test(await beginningOf(manifest));
}
