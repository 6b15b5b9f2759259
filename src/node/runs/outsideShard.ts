import { join, relative, sep } from "node:path";

/** Below a run folder: a folder for each element of its array, laid out as the run folder itself. */
export const shardsFolder = "shards";

/**
 * Where a path inside of an element of an array would be if the run were no array: `RUN/shards/RUN.3/out/val` is
 * `RUN/out/val`. Other paths stay as they are; all are absolute.
 */
export function outsideShard(path: string, runFolder: string): string {
  const [first, element, ...rest] = relative(runFolder, path).split(sep);
  return first === shardsFolder && element !== undefined ? join(runFolder, ...rest) : path;
}
