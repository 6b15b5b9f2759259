import { rename, rm, stat, writeFile } from "node:fs/promises";
import type { MiniatureComparison } from "../../core/simulate/miniature/miniatureComparison.js";
import { partSuffix } from "./replaceFile.js";

/** What it is written to until it is whole: nobody else's file has that name. */
const partOf = (path: string) => `${path}.${String(process.pid)}${partSuffix}`;

async function failureOf(work: () => Promise<void>, part: string): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    return error instanceof Error ? error.message : String(error);
  }
}

/** `*.loupe-miniature.json` on disk. Both give null, or why it cannot be written there. */
export const comparisonFile = {
  /** Tries it, before anything is trained; leaves nothing behind. */
  async problem(path: string): Promise<string | null> {
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory() === true) return `${path}: it is a folder`;
    const part = partOf(path);
    return failureOf(async () => {
      await writeFile(part, "");
      await rm(part);
    }, part);
  },

  /** The name only ever stands for the whole of a comparison: the one that was there, or this one. */
  async write(path: string, comparison: MiniatureComparison): Promise<string | null> {
    const part = partOf(path);
    return failureOf(async () => {
      await writeFile(part, `${JSON.stringify(comparison)}\n`);
      await rename(part, path);
    }, part);
  },
} as const;
