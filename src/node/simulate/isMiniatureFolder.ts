import { readdir, readFile } from "node:fs/promises";
import type { MiniaturePaths } from "./miniaturePaths.js";
import { miniatureMark } from "./miniatureReadme.js";
import { writerMarkName } from "./writerMark.js";

/**
 * True for a folder that is absent, empty, or a miniature run of an earlier call, killed as it may have been: then its
 * README is the first thing in it and can be torn.
 */
export async function isMiniatureFolder({ run, readme }: Pick<MiniaturePaths, "run" | "readme">): Promise<boolean> {
  const found = await readdir(run).catch((error: unknown) => (isMissing(error) ? [] : null));
  if (found === null) return false;
  const names = found.filter(name => name !== writerMarkName);
  if (names.length === 0) return true;
  const text = await readFile(readme, "utf8").catch(() => null);
  if (text === null) return false;
  return text.startsWith(miniatureMark) || (names.length === 1 && miniatureMark.startsWith(text));
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";
