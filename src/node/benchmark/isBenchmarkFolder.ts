import { join } from "node:path";
import { benchmarkPaths } from "./benchmarkPaths.js";
import { startOfFile } from "./startOfFile.js";
import { startsAsPage } from "./startsAsPage.js";

const ofBenchmark = /"kind"\s*:\s*"benchmark"/;
const ofExport = /"kind"\s*:\s*"export"/;

/** Whether a folder holds a benchmark of ours: its manifest, or pages as an import writes them. Reads a few bytes only. */
export async function isBenchmarkFolder(folder: string): Promise<boolean> {
  const { manifest, pages } = benchmarkPaths(folder);
  // An export holds pages as well, but nothing is reviewed or built in it.
  if (ofExport.test(await startOfFile(join(folder, "manifest.json")))) return false;
  if (startsAsPage(await startOfFile(pages))) return true;
  return ofBenchmark.test(await startOfFile(manifest));
}
