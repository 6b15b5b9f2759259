import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { MiniaturePaths } from "./miniaturePaths.js";
import { miniatureMark } from "./miniatureReadme.js";
import { partSuffix } from "./replaceFile.js";
import { isWriterMark } from "./writerMark.js";

/** Whether a name in a run's folder is one that is written to, or in. */
function isOwnName(name: string, paths: MiniaturePaths): boolean {
  const { readme, config, request, questions, metrics, tracker, pages, rollouts, validation } = paths;
  const files = [readme, config, request, questions, metrics, tracker, pages, rollouts, validation];
  const whole = name.endsWith(partSuffix) ? name.slice(0, -partSuffix.length) : name;
  return isWriterMark(whole) || files.some(file => basename(file) === whole) || /^global_step_\d+$/.test(whole);
}

/**
 * True for a folder that is absent, empty, or a miniature run of an earlier call, killed as it may have been: then its
 * README is the first thing in it and can be torn. Where one of a run's own names is a link, writing would reach what lies
 * elsewhere: no run has one.
 */
export async function isMiniatureFolder(paths: MiniaturePaths): Promise<boolean> {
  const { run, readme } = paths;
  const found = await readdir(run, { withFileTypes: true }).catch((error: unknown) => (isMissing(error) ? [] : null));
  if (found === null || found.some(entry => entry.isSymbolicLink() && isOwnName(entry.name, paths))) return false;
  const names = found.map(({ name }) => name).filter(name => !isWriterMark(name));
  if (names.length === 0) return true;
  const text = await readFile(readme, "utf8").catch(() => null);
  if (text === null) return false;
  return text.startsWith(miniatureMark) || (names.length === 1 && miniatureMark.startsWith(text));
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";
