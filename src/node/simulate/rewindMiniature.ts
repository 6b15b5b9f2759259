import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { RunPaths } from "../sample/runPaths.js";
import type { MiniaturePaths } from "./miniaturePaths.js";
import { checkpointSteps } from "./miniatureCheckpoint.js";
import { partSuffix, replaceFile } from "./replaceFile.js";
import type { RunDisk } from "./runDisk.js";

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

async function removeDumpsAfter(disk: RunDisk, folder: string, step: number): Promise<void> {
  for (const name of await namesIn(folder)) {
    const number = /^(\d+)\.jsonl$/.exec(name)?.[1];
    if (number !== undefined && Number(number) > step) await disk.remove(join(folder, name));
  }
}

/** Lines of later steps, and what a kill left of a line. */
async function cutMetricsAfter(disk: RunDisk, { metrics }: RunPaths, step: number): Promise<void> {
  const bytes = await readFile(metrics).catch(() => null);
  if (bytes === null) return;
  let kept = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, kept)) {
    const written = /^\{"step":(\d+),/.exec(bytes.toString("utf8", kept, Math.min(end, kept + 40)))?.[1];
    if (written === undefined || Number(written) > step) break;
    kept = end + 1;
  }
  if (kept < bytes.length) await disk.cut(metrics, kept);
}

/** What a kill left of a file or a checkpoint of ours. Others keep theirs, whatever its name ends in. */
async function removeParts(disk: RunDisk, paths: MiniaturePaths): Promise<void> {
  const { run, pages } = paths;
  const whole = [paths.config, paths.request, paths.questions, paths.tracker].map(file => basename(file));
  const isOfRun = (name: string) => whole.includes(name) || /^global_step_\d+$/.test(name);
  const isOfPages = (name: string) => /^page-\d+\.svg$/.test(name);
  for (const [folder, isOurs] of [[run, isOfRun] as const, [pages, isOfPages] as const])
    for (const name of await namesIn(folder))
      if (name.endsWith(partSuffix) && isOurs(name.slice(0, -partSuffix.length))) await disk.remove(join(folder, name));
}

/**
 * Takes a run back to its checkpoint of `step`: what was written after it is written again by whoever goes on. Pages
 * stay: they are the same each time. `isKept` says which other checkpoints a run that was never broken off would have.
 */
export async function rewindMiniature(
  disk: RunDisk,
  paths: MiniaturePaths,
  step: number,
  isKept: (step: number) => boolean,
): Promise<void> {
  await replaceFile(disk, paths.tracker, String(step));
  for (const other of await checkpointSteps(paths))
    if (other > step || (other < step && !isKept(other))) await disk.remove(paths.checkpoint(other));
  await removeDumpsAfter(disk, paths.rollouts, step);
  await removeDumpsAfter(disk, paths.validation, step);
  await cutMetricsAfter(disk, paths, step);
  await removeParts(disk, paths);
}

/** Takes away what a miniature run without a checkpoint wrote; the README stays, which says whose folder it is. */
export async function clearMiniature(disk: RunDisk, paths: MiniaturePaths): Promise<void> {
  await removeDumpsAfter(disk, paths.rollouts, -1);
  await removeDumpsAfter(disk, paths.validation, -1);
  for (const name of await namesIn(paths.pages))
    if (/^page-\d+\.svg$/.test(name)) await disk.remove(join(paths.pages, name));
  await removeParts(disk, paths);
  for (const file of [paths.metrics, paths.tracker, paths.questions, paths.config, paths.request])
    await disk.remove(file);
}
